// Small helps for the forms: the list of errors is focused, and a second press does not send twice.

const summary = document.querySelector('.error-summary');
if (summary instanceof HTMLElement) summary.focus();

for (const form of document.querySelectorAll('form[method="post"]')) {
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // Coming back with the browser's arrow shows the page as it was left: it may be sent again.
  addEventListener('pageshow', () => {
    sent = false;
  });
}
