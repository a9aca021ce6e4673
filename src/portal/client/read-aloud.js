// Reads the page's own words aloud where the browser can. Nothing leaves the browser.

const synthesis = window.speechSynthesis;
for (const button of document.querySelectorAll('[data-read-aloud]')) {
  if (!(button instanceof HTMLElement) || synthesis === undefined) continue;
  const label = button.querySelector('[data-says]');
  const start = label?.textContent ?? '';
  let reading = false;
  const show = (/** @type {boolean} */ now) => {
    reading = now;
    button.setAttribute('aria-pressed', String(now));
    if (label) label.textContent = now ? (button.dataset['stop'] ?? '') : start;
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    if (reading) {
      synthesis.cancel();
      show(false);
      return;
    }
    const parts = document.querySelectorAll('[data-aloud] :is(h1, h2, h3, p, li, dt, dd)');
    // Long texts stop half-way in some browsers: one utterance for each paragraph.
    const said = [...parts].filter((part) => part.querySelector('p, li') === null);
    if (said.length === 0) return;
    said.forEach((part, at) => {
      const utterance = new SpeechSynthesisUtterance(part.textContent?.replace(/\s+/g, ' ').trim() ?? '');
      utterance.lang = part.closest('[lang]')?.getAttribute('lang') ?? document.documentElement.lang;
      if (at === said.length - 1) utterance.onend = () => show(false);
      utterance.onerror = () => show(false);
      synthesis.speak(utterance);
    });
    show(true);
  });
  addEventListener('pagehide', () => synthesis.cancel());
}
