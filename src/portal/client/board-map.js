// Moves about the map without leaving the page: what the links lead to is put in the place of the map, and the address
// follows, so that back and forth do what they always do.

const section = document.querySelector('[data-map-view]');
if (section instanceof HTMLElement) {
  const show = async (/** @type {string} */ address) => {
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('mapa');
    if (!answer.ok || fresh === null) throw new Error(String(answer.status));
    section.replaceChildren(...fresh.childNodes);
  };
  section.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href') ?? '';
    if (!href.endsWith('#mapa') || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const label = link?.closest('.moves') ? link.textContent : null;
    show(href).then(
      () => {
        history.pushState(null, '', href);
        // Whoever goes by keyboard goes on from the same button, or from the map's beginning.
        const links = [...section.querySelectorAll('.moves a')];
        const next = links.find(({ textContent }) => textContent === label) ?? links[0];
        if (next instanceof HTMLElement) next.focus({ preventScroll: true });
      },
      () => location.assign(href),
    );
  });
  addEventListener('popstate', () => void show(location.href).catch(() => location.reload()));
}
