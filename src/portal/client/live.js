// Says that something changed, without moving the page under the reader: at once while the server tells, else now and
// then. A page that nobody looks at asks nothing.

const said = document.querySelector('[data-live]');
if (said instanceof HTMLElement) {
  const { live = '', stream = '', version } = said.dataset;
  /** @type {EventSource | null} */
  let source = null;
  /** @param {unknown} now */
  const compare = (now) => {
    if (String(now) !== version) said.hidden = false;
  };
  const ask = async () => {
    if (document.visibilityState !== 'visible' || source?.readyState === EventSource.OPEN) return;
    try {
      const answer = await fetch(live, { headers: { accept: 'application/json' } });
      if (answer.ok) compare((await answer.json()).version);
    } catch {
      // Away for a moment: the next question asks again.
    }
  };
  const listen = () => {
    source?.close();
    source = null;
    if (stream === '' || document.visibilityState !== 'visible') return;
    source = new EventSource(stream);
    source.addEventListener('version', ({ data }) => compare(data));
  };
  document.addEventListener('visibilitychange', listen);
  listen();
  setInterval(() => void ask(), 30_000);
}
