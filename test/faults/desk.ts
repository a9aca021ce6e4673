/** A member of staff at a desk, whose requests go to one door after the other. */
export interface Desk {
  readonly get: (path: string) => Promise<Reply>;
  readonly post: (path: string, body: object) => Promise<Reply>;
  /** `<name>=<value>` of the session. */
  readonly cookie: () => string;
}

export interface Reply {
  readonly status: number;
  // What comes back is looked at, not trusted to have a type.
  readonly body: Readonly<Record<string, never>> & { readonly error?: { readonly code: string } };
}

let turns = 0;

export function desk(urls: readonly string[], given = ''): Desk {
  let cookie = given;
  const ask = async (method: string, path: string, body?: object): Promise<Reply> => {
    const answer = await fetch(`${urls[turns++ % urls.length]!}/api/v1${path}`, {
      ...{ method, headers: { cookie, 'content-type': 'application/json', 'x-atiende': '1' } },
      // Longer than any answer may take: one that never comes is seen by name.
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const [set] = answer.headers.getSetCookie();
    if (set !== undefined && answer.ok) cookie = set.split(';')[0]!;
    return { status: answer.status, body: (await answer.json()) as Reply['body'] };
  };
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    cookie: () => cookie,
  };
}

/** Signs in with a password. @throws where that is not enough */
export async function signedIn(
  urls: readonly string[],
  who: { email: string; password: string },
): Promise<Desk> {
  const own = desk(urls);
  const { status, body } = await own.post('/session', who);
  if (status !== 200) throw new Error(`${who.email} was not let in: ${JSON.stringify(body)}`);
  return own;
}
