import { createServer } from 'node:http';

/** The part of an exchange that takes the passwords of telephones, as a server of its own; for tests. */
export interface AriPeer {
  readonly address: string;
  readonly username: string;
  readonly secret: string;
  /** The passwords that it knows now, by telephone. */
  readonly passwords: ReadonlyMap<string, string>;
  readonly stop: () => Promise<void>;
}

const path = /^\/ari\/asterisk\/config\/dynamic\/res_pjsip\/auth\/([^/]+)$/;

/** Starts it on a free port of loopback; answers as Asterisk 22 does. */
export async function ariPeer(): Promise<AriPeer> {
  const [username, secret] = ['atiende', 'secreto-de-prueba'];
  const passwords = new Map<string, string>();
  const known = `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
  const server = createServer((request, response) => {
    const bytes: Buffer[] = [];
    request.on('data', (part: Buffer) => bytes.push(part));
    request.on('end', () => {
      const name = path.exec(request.url ?? '')?.[1];
      const answer = (status: number) => response.writeHead(status).end('[]');
      if (request.headers.authorization !== known) return answer(401);
      if (name === undefined) return answer(404);
      if (request.method === 'DELETE') return answer(passwords.delete(name) ? 204 : 404);
      const { fields } = JSON.parse(Buffer.concat(bytes).toString('utf8')) as {
        fields: { attribute: string; value: string }[];
      };
      const value = (attribute: string) => fields.find((one) => one.attribute === attribute)?.value ?? '';
      if (value('auth_type') !== 'userpass' || value('username') !== name) return answer(400);
      passwords.set(name, value('password'));
      return answer(200);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    ...{ address: `http://127.0.0.1:${port}/ari`, username, secret, passwords },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
