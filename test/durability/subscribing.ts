/** Somebody fills in the form to be written to, as a browser sends it. @returns the status of the answer */
export async function subscribeAt(url: string, email: string): Promise<number> {
  const page = await fetch(`${url}/suscripcion`);
  const csrf = /name="_csrf"\s+value="([^"]*)"/.exec(await page.text())?.[1] ?? '';
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const asked = await fetch(`${url}/suscripcion`, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ correo: email, cada: 'week', _csrf: csrf }),
  });
  return asked.status;
}
