import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { debianProgram } from '../../scripts/debian-programs.ts';
import { readConfig, settingNames } from '../../src/config.ts';
import { renderTemplates } from './go-template.ts';

const root = join(import.meta.dirname, '..', '..');
const deploy = join(root, 'deploy');
const read = (...path: string[]) => readFileSync(join(deploy, ...path), 'utf8');
const known = new Set(settingNames);
/** Of Node and of the system's library, not of Atiende. */
const of_others = new Set(['NODE_ENV', 'NODE_OPTIONS', 'MALLOC_ARENA_MAX']);
const unknown = (names: readonly string[]) =>
  names.filter((name) => !known.has(name) && !of_others.has(name));

interface Service {
  readonly environment?: Record<string, string>;
  readonly image?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: string[];
  readonly healthcheck?: unknown;
  readonly restart?: string;
  readonly depends_on?: Record<string, unknown> | string[];
  readonly volumes?: string[];
  readonly networks?: string[] | Record<string, unknown>;
}
interface Compose {
  readonly services: Record<string, Service>;
  readonly volumes: object;
  readonly networks: object;
}
const compose = parse(read('compose', 'compose.yaml'), { merge: true }) as Compose;
const ours = (service: Service) => service.image?.includes('ATIENDE_IMAGE') === true;

test('every setting is documented, and every documented setting is there', () => {
  const page = readFileSync(join(root, 'docs', 'operating', 'settings.md'), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| `[A-Z]/.test(line));
  const told = rows.flatMap((line) =>
    [...line.split('|')[1]!.matchAll(/`([A-Z][A-Z0-9_]*)`/g)].map(([, name]) => name!),
  );
  expect(told.filter((name) => !known.has(name))).toEqual([]);
  expect(settingNames.filter((name) => !told.includes(name))).toEqual([]);
});

test('the Compose file names what is there: services, volumes, networks, settings, variables', () => {
  const { services } = compose;
  expect(Object.keys(services).sort()).toEqual(
    ['migrate', 'nginx', 'pgbouncer', 'postgres', 'web-1', 'web-2', 'worker'].sort(),
  );
  for (const [name, service] of Object.entries(services)) {
    const needed = Array.isArray(service.depends_on)
      ? service.depends_on
      : Object.keys(service.depends_on ?? {});
    expect(
      needed.filter((one) => !(one in services)),
      name,
    ).toEqual([]);
    const networks = Array.isArray(service.networks) ? service.networks : Object.keys(service.networks ?? {});
    expect(networks.length, name).toBeGreaterThan(0);
    expect(
      networks.filter((one) => !(one in compose.networks)),
      name,
    ).toEqual([]);
    for (const volume of service.volumes ?? []) {
      const [from = ''] = volume.split(':');
      expect(
        from.startsWith('.') ? existsSync(join(deploy, 'compose', from)) : from in compose.volumes,
        volume,
      ).toBe(true);
    }
    if (service.restart !== 'no') expect(service.healthcheck, name).toBeDefined();
  }
  const used = [...read('compose', 'compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name!);
  const offered = [...read('compose', 'env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!);
  expect([...new Set(used)].filter((name) => !offered.includes(name) && !name.endsWith('_IMAGE'))).toEqual(
    [],
  );
});

test('the containers of Atiende have settings that it reads, no root, and nothing to write on but their data', () => {
  const own = Object.entries(compose.services).filter(([, service]) => ours(service));
  expect(own).toHaveLength(4);
  const given = { APP_PASSWORD: 'a', OWNER_PASSWORD: 'o', PUBLIC_URL: 'https://atencion.example.mx' };
  for (const [name, service] of own) {
    expect(service, name).toMatchObject({ user: '10001:10001', read_only: true, cap_drop: ['ALL'] });
    expect(unknown(Object.keys(service.environment!)), name).toEqual([]);
    const filled = Object.entries(service.environment!).map(([key, value]) => [
      key,
      value.replace(
        /\$\{(\w+)[^}]*\}/g,
        (_, variable: string) => given[variable as keyof typeof given] ?? '',
      ),
    ]);
    const config = readConfig(Object.fromEntries(filled) as Record<string, string>);
    expect(config, name).toMatchObject({ named_statements: false, operations_port: 3100 });
    expect([config.web, config.worker], name).toEqual([name !== 'worker', !name.startsWith('web')]);
  }
});

test('the image is made of Debian and the lockfile, and its settings are read', () => {
  for (const file of [read('Dockerfile'), read('compose', 'pgbouncer.Dockerfile')]) {
    for (const [, from] of file.matchAll(/^FROM (\S+)/gm)) expect(from).toMatch(/^debian:/);
    expect(file).toMatch(/^USER \S+/m);
    expect(file).not.toMatch(/curl|wget|ADD /);
  }
  const names = [...read('Dockerfile').matchAll(/^ENV (.+)$/gm)].flatMap(([, line]) => line!.split(' '));
  expect(unknown(names.map((one) => one.split('=')[0]!))).toEqual([]);
  expect(read('Dockerfile')).toContain('npm ci --ignore-scripts');
});

test.skipIf(debianProgram('nginx') === undefined)('nginx takes its configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'atiende-nginx-'));
  const given = read('compose', 'nginx.conf').replace(/web-\d/g, '127.0.0.1');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, `pid ${folder}/pid;\nevents {}\nhttp {\n${temporary.join('\n')}\n${given}}\n`);
  const tried = spawnSync(debianProgram('nginx')!, ['-t', '-c', file, '-e', join(folder, 'log')], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  rmSync(folder, { recursive: true, force: true });
  expect(tried.stderr).toContain('syntax is ok');
});

const units = readdirSync(join(deploy, 'systemd'));
test.each(units)('%s has settings that Atiende reads', (unit) => {
  const set = [...read('systemd', unit).matchAll(/^Environment=(.+)$/gm)].flatMap(([, line]) =>
    line!.split(' '),
  );
  expect(set.length).toBeGreaterThan(1);
  expect(unknown(set.map((one) => one.split('=')[0]!))).toEqual([]);
});

test.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)(
  'systemd takes the units, and finds them closed',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'atiende-units-'));
    const files = units.map((unit) => {
      const file = join(folder, unit);
      // The program is looked for, and there is none in /opt here.
      writeFileSync(
        file,
        read('systemd', unit).replace(/\/opt\/atiende\/node_modules\/\S+\/node/, '/bin/sh'),
      );
      return file;
    });
    const options = { encoding: 'utf8', timeout: 60_000 } as const;
    const verified = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], options);
    const secure = files.map((file) =>
      spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', file], options),
    );
    rmSync(folder, { recursive: true, force: true });
    expect([verified.stderr, verified.status]).toEqual(['', 0]);
    expect(secure.map(({ status }) => status)).toEqual(units.map(() => 0));
  },
);

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template?: { readonly spec: Pod };
    readonly selector?: { readonly matchLabels?: object };
  };
}
interface Pod {
  readonly containers: {
    readonly env: { name: string; value: string }[];
    readonly volumeMounts: { name: string }[];
  }[];
  readonly volumes: { name: string }[];
}

test('the chart renders, with settings that Atiende reads', () => {
  const folder = join(deploy, 'helm', 'atiende');
  const values = parse(readFileSync(join(folder, 'values.yaml'), 'utf8')) as Record<string, object>;
  const templates = Object.fromEntries(
    readdirSync(join(folder, 'templates')).map((name) => [
      name,
      readFileSync(join(folder, 'templates', name), 'utf8'),
    ]),
  );
  const all = { ...values, ingress: { ...values['ingress'], enabled: true } };
  const rendered = renderTemplates(templates, { Values: all, Release: { Name: 'ciudad' } } as never);
  const documents = Object.values(rendered).flatMap((text) => parseAllDocuments(text));
  expect(documents.flatMap((one) => ('errors' in one ? one.errors : []))).toEqual([]);
  const manifests = documents.map((one) => one.toJSON() as Manifest | null).filter((one) => one !== null);
  const kinds = [
    'Deployment',
    'Deployment',
    'Ingress',
    'PersistentVolumeClaim',
    'PodDisruptionBudget',
    'Service',
  ];
  expect(manifests.map(({ kind }) => kind).sort()).toEqual(kinds);
  for (const { spec } of manifests.filter(({ kind }) => kind === 'Deployment')) {
    const pod = spec.template!.spec;
    const [container] = pod.containers;
    expect(pod).toMatchObject({ securityContext: { runAsNonRoot: true } });
    expect(container).toMatchObject({ securityContext: { readOnlyRootFilesystem: true } });
    const volumes = pod.volumes.map(({ name }) => name);
    expect(container!.volumeMounts.map(({ name }) => name).filter((name) => !volumes.includes(name))).toEqual(
      [],
    );
    const env = Object.fromEntries(container!.env.map(({ name, value }) => [name, value]));
    expect(unknown(Object.keys(env))).toEqual([]);
    expect(readConfig(env).operations_port).toBe(3100);
  }
  const deployed = manifests
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ spec }) => JSON.stringify(spec.template));
  expect(deployed[0]).not.toEqual(deployed[1]);
});
