// Says that something changed, without moving the page under the reader.

const said = document.querySelector('[data-live]');
if (said instanceof HTMLElement) {
  const version = said.dataset['version'];
  const ask = async () => {
    if (document.visibilityState !== 'visible') return;
    try {
      const answer = await fetch(said.dataset['live'] ?? '', { headers: { accept: 'application/json' } });
      const now = answer.ok ? await answer.json() : null;
      if (now !== null && String(now.version) !== version) said.hidden = false;
    } catch {
      // Away for a moment: the next question asks again.
    }
  };
  setInterval(() => void ask(), 30_000);
}
