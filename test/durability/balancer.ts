import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianProgram } from '../../scripts/debian-programs.ts';
import { freePort } from '../../src/start/free-port.ts';
import { postgresAccount } from '../../src/start/postgres-account.ts';
import { run, until } from './program.ts';

/** nginx before several processes, as docs/operating/several-processes.md says. */
export async function startBalancer(ports: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'atiende-balancer-'));
  const own = await freePort();
  const { uid, gid } = postgresAccount(folder);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const upstream = ports.map((port) => `server 127.0.0.1:${port} max_fails=0;`).join(' ');
  const settings = join(folder, 'nginx.conf');
  writeFileSync(
    settings,
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  upstream atiende { ${upstream} }
  server {
    listen 127.0.0.1:${own};
    location / {
      proxy_pass http://atiende;
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Request-Id $request_id;
      proxy_next_upstream error timeout http_502 non_idempotent;
      proxy_connect_timeout 2s;
    }
  }
}
`,
  );
  mkdirSync(join(folder, 'proxy'));
  if (uid !== undefined && gid !== undefined)
    for (const path of [folder, join(folder, 'proxy'), settings]) chownSync(path, uid, gid);
  const command = [debianProgram('nginx')!, '-c', settings, '-e', join(folder, 'error.log')];
  const program = run(command, {}, uid === undefined ? {} : { uid, gid: gid! });
  const url = `http://127.0.0.1:${own}`;
  await until(async () => (await fetch(`${url}/livez`)).ok, program);
  return {
    url,
    stop: async () => {
      await program.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
