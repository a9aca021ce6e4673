// Copies the note; without JavaScript the text is there to be selected.

for (const button of document.querySelectorAll('[data-copy]')) {
  if (!(button instanceof HTMLElement) || navigator.clipboard === undefined) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const text = document.getElementById(button.dataset['copy'] ?? '')?.textContent ?? '';
    await navigator.clipboard.writeText(text.trim());
    const says = button.parentElement?.querySelector('[data-copy-says]');
    if (says) says.textContent = button.dataset['copied'] ?? '';
  });
}
