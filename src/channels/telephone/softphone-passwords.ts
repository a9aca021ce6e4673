/** Where an exchange listens to its REST interface, and as whom. */
export interface Ari {
  /** `http(s)://host:port/ari`, without a slash at the end. */
  readonly address: string;
  readonly username: string;
  readonly secret: string;
}

/** The exchange did not take what it was told; `status` is its answer, null where there was none. */
export class ExchangeRefused extends Error {
  readonly status: number | null;
  constructor(status: number | null) {
    super(status === null ? 'The exchange did not answer' : `The exchange answered ${status}`);
    this.status = status;
  }
}

/**
 * Gives the exchange the password of one telephone, in place of the one it had: PUT of a dynamic object of PJSIP (docs.asterisk.org,
 * «ARI push configuration»). @throws ExchangeRefused
 */
export async function givePassword(ari: Ari, sip_user: string, password: string): Promise<void> {
  const fields = [
    { attribute: 'auth_type', value: 'userpass' },
    { attribute: 'username', value: sip_user },
    { attribute: 'password', value: password },
  ];
  await ask(ari, sip_user, { method: 'PUT', body: JSON.stringify({ fields }) });
}

/** Has the exchange forget it; one that it has not is forgotten already. @throws ExchangeRefused */
export async function takePasswordBack(ari: Ari, sip_user: string): Promise<void> {
  await ask(ari, sip_user, { method: 'DELETE', is_fine: [404] });
}

/** @param asked.is_fine answers beside the good ones that mean that it is done */
async function ask(
  ari: Ari,
  sip_user: string,
  { is_fine = [], ...given }: RequestInit & { readonly is_fine?: readonly number[] },
): Promise<void> {
  const address = `${ari.address}/asterisk/config/dynamic/res_pjsip/auth/${encodeURIComponent(sip_user)}`;
  const known = Buffer.from(`${ari.username}:${ari.secret}`, 'utf8').toString('base64');
  const headers = { authorization: `Basic ${known}`, 'content-type': 'application/json' };
  let status: number;
  try {
    const answer = await fetch(address, {
      ...{ ...given, headers },
      ...{ redirect: 'error', signal: AbortSignal.timeout(10_000) },
    });
    // What it answers repeats the password.
    await answer.body?.cancel();
    ({ status } = answer);
  } catch {
    throw new ExchangeRefused(null);
  }
  if ((status < 200 || status > 299) && !is_fine.includes(status)) throw new ExchangeRefused(status);
}
