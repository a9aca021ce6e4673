// Reads the board again when a number changed, without moving the page under the reader: what was open stays open.

const board = document.querySelector('[data-board-stream]');
if (board instanceof HTMLElement) {
  const { boardStream = '' } = board.dataset;
  /** @type {EventSource | null} */
  let source = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  const read = async () => {
    soon = undefined;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (!answer.ok) return;
      const fresh = new DOMParser()
        .parseFromString(await answer.text(), 'text/html')
        .getElementById('tablero');
      if (fresh === null) return;
      // Whoever is reading with the keyboard inside it keeps the place; the next change comes all the same.
      const open = [...board.querySelectorAll('details')].map((one) => one.open);
      const focused = [...board.querySelectorAll('a, summary, [tabindex]')].indexOf(
        /** @type {Element} */ (document.activeElement),
      );
      board.replaceChildren(...fresh.childNodes);
      board.dataset['boardVersion'] = fresh.dataset['boardVersion'];
      for (const [index, one] of board.querySelectorAll('details').entries()) one.open = open[index] ?? false;
      const again = focused < 0 ? null : board.querySelectorAll('a, summary, [tabindex]')[focused];
      if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    } catch {
      // Away for a moment: the next change is read.
    }
  };
  /** @param {MessageEvent<string>} told */
  const hear = ({ data }) => {
    const [version, within = '0'] = data.split(' ');
    if (version === board.dataset['boardVersion'] || soon !== undefined) return;
    soon = setTimeout(() => void read(), Math.random() * Number(within));
  };
  const listen = () => {
    source?.close();
    source = null;
    if (document.visibilityState !== 'visible') return;
    source = new EventSource(boardStream);
    source.addEventListener('version', hear);
  };
  document.addEventListener('visibilitychange', listen);
  listen();
}
