let last: { readonly frame: HTMLIFrameElement; readonly url: string } | null = null;

/**
 * Prints a PDF of ours at once: in a frame that nobody sees, with the browser's own dialogue. Where the browser shows no
 * PDF within a page, or does not let it be printed from there, it opens in a tab, as a link would.
 * @returns false where there is no such paper, or no network
 */
export async function printPaper(address: string): Promise<boolean> {
  if (!navigator.pdfViewerEnabled) return inTab(address);
  const answer = await fetch(address, { credentials: 'same-origin' }).catch(() => null);
  if (answer === null || !answer.ok) return false;
  const url = URL.createObjectURL(await answer.blob());
  const frame = document.createElement('iframe');
  frame.className = 'visually-hidden';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  frame.src = url;
  // The dialogue may stay open for long: a paper goes when the next one comes.
  const before = last;
  last = { frame, url };
  if (before !== null) {
    before.frame.remove();
    URL.revokeObjectURL(before.url);
  }
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  document.body.append(frame);
  await loaded;
  try {
    frame.contentWindow!.print();
    return true;
  } catch {
    return inTab(address);
  }
}

function inTab(address: string): true {
  open(address, '_blank', 'noreferrer');
  return true;
}
