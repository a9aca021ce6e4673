import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, isDebian, run } from './debian-packages.ts';

/** A telephone exchange and a caller for it, unpacked into a folder: how their programs are started, and their files. */
export interface UnpackedAsterisk {
  /** Program and first arguments of the exchange. */
  readonly asterisk: readonly string[];
  /** Program and first arguments of SIPp, which calls it. */
  readonly sipp: readonly string[];
  readonly modules: string;
  readonly data: string;
}

// Debian 12 has no Asterisk and Debian 11 has one too old for browsers of today: it comes from Debian's unstable branch,
// with every library that it needs, the C library too, so that nothing of the machine is mixed with it or changed.
const packages = ['asterisk', 'sip-tester'];
const folder = cacheFolder('asterisk-22');

/** Asterisk and SIPp as they were unpacked, or undefined where they were not. */
export function unpackedAsterisk(): UnpackedAsterisk | undefined {
  const root = join(folder, 'root');
  const machine = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch as 'x64' | 'arm64'];
  const loader = { x64: 'usr/lib64/ld-linux-x86-64.so.2', arm64: 'usr/lib/ld-linux-aarch64.so.1' }[
    process.arch as 'x64' | 'arm64'
  ];
  if (machine === undefined || loader === undefined || !existsSync(root)) return undefined;
  const libraries = join(root, 'usr/lib', machine);
  const start = [join(root, loader), '--library-path', libraries];
  return {
    asterisk: [...start, join(root, 'usr/sbin/asterisk')],
    sipp: [...start, join(root, 'usr/bin/sipp')],
    modules: join(libraries, 'asterisk/modules'),
    data: join(root, 'usr/share/asterisk'),
  };
}

/**
 * Makes sure that Asterisk and SIPp can be started, on Debian: unpacks them (90 MB to fetch, once) where they are not.
 *
 * Returns why there are none, in one line, or undefined. A mirror that is away is such a reason, and no error.
 */
export function reasonForNoAsterisk(): string | undefined {
  if (works(unpackedAsterisk())) return undefined;
  if (!isDebian()) return `no Asterisk here (${process.platform}): only Debian's package is unpacked`;
  try {
    unpack();
  } catch (problem) {
    const said = problem instanceof Error ? problem.message : String(problem);
    return `no Asterisk here: ${said.replaceAll(/\s+/g, ' ').slice(-300)}`;
  }
  if (works(unpackedAsterisk())) return undefined;
  // What does not run is no exchange for a test either: whoever looks for one must not find it.
  rmSync(join(folder, 'root'), { recursive: true, force: true });
  return 'Asterisk was unpacked and does not run on this machine';
}

function works(found: UnpackedAsterisk | undefined): boolean {
  return found !== undefined && [...answers(found)].every(Boolean);
}

function* answers({ asterisk, sipp }: UnpackedAsterisk): Generator<boolean> {
  for (const [program = '', ...rest] of [
    [...asterisk, '-V'],
    [...sipp, '-v'],
  ]) {
    // SIPp says its version and ends as if it had failed.
    const done = spawnSync(program, rest, { encoding: 'utf8', timeout: 60_000 });
    yield /Asterisk 2\d\.|SIPp v3\./.test(done.stdout ?? '');
  }
}

// A state of its own, in which nothing is installed: so everything that is needed is fetched, down to the C library.
function unpack(): void {
  const work = join(folder, 'work');
  rmSync(work, { recursive: true, force: true });
  const archives = join(work, 'cache', 'archives');
  mkdirSync(join(archives, 'partial'), { recursive: true });
  mkdirSync(join(work, 'state', 'lists', 'partial'), { recursive: true });
  writeFileSync(join(work, 'status'), '');
  writeFileSync(join(work, 'sources.list'), `deb [signed-by=${keyring()}] ${mirror()} sid main\n`);
  const own = [
    `Dir::Etc::SourceList=${work}/sources.list`,
    ...['SourceParts', 'Preferences', 'PreferencesParts'].map((part) => `Dir::Etc::${part}=/dev/null`),
    `Dir::State=${work}/state`,
    `Dir::State::status=${work}/status`,
    `Dir::Cache=${work}/cache`,
    ...['Debug::NoLocking=true', 'APT::Sandbox::User=', 'Acquire::Languages=none', 'Acquire::Retries=2'],
    ...['Acquire::http::Timeout=20', 'Acquire::https::Timeout=20'],
  ].flatMap((option) => ['-o', option]);
  run('apt-get', ['-q', ...own, 'update', '--error-on=any']);
  run('apt-get', ['-q', '-y', ...own, 'install', '--download-only', '--no-install-recommends', ...packages]);
  const root = join(work, 'root');
  for (const name of readdirSync(archives).filter((one) => one.endsWith('.deb'))) {
    run('dpkg-deb', ['-x', join(archives, name), root]);
  }
  rmSync(join(folder, 'root'), { recursive: true, force: true });
  // At once: a run that is stopped half-way leaves no half of a root.
  renameSync(root, join(folder, 'root'));
  rmSync(work, { recursive: true, force: true });
}

/** Where this machine gets Debian from. */
function mirror(): string {
  const format = '$(ORIGIN) $(REPO_URI)';
  const done = spawnSync('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  const repositories = (done.stdout ?? '').split('\n').filter((line) => line.startsWith('Debian '));
  // Not the one of security, which has no unstable branch.
  const found = repositories
    .map((line) => line.slice('Debian '.length))
    .find((uri) => !uri.includes('security'));
  if (found === undefined) throw new Error('apt-get has no mirror of Debian in its sources');
  return found;
}

function keyring(): string {
  const places = ['gpg', 'pgp'].map((ending) => `/usr/share/keyrings/debian-archive-keyring.${ending}`);
  const found = places.find((path) => existsSync(path));
  if (found === undefined) throw new Error("Debian's keys (debian-archive-keyring) are not on this machine");
  return found;
}
