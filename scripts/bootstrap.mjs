// The first thing that runs on a machine, so it is plain JavaScript for Node 20 with no dependency:
// it installs what is missing and hands over to the Node that came with the clone.
//
//   node scripts/bootstrap.mjs [--console] [--watch] <entry.ts> [arguments…]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { constants } from 'node:os';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const needed_major = 24;

/**
 * How the product runs so that it needs less memory under load, a fifth less in the bench, at the same speed: what a
 * request leaves is cleared away more often, and the threads that compress and hash share what they allocate. The bench
 * starts it in the same way.
 */
const small_memory = JSON.parse(readFileSync(join(root, 'scripts', 'small-memory.json'), 'utf8'));

/** What Node made of the sources is kept for the next start, which takes half as long; where nothing can be written, it is not. */
const compiled = join(modules, '.cache', 'node');

/**
 * Installs the dependencies if need be and runs a TypeScript entry of this repository on Node 24.
 * Signals go to it and its exit code becomes ours; it stops when this process is killed.
 */
export async function runOnPackagedNode(entry, entry_arguments, options = {}) {
  await installWhatIsMissing();
  const node = packagedNode();
  if (!node) leave(say('node-missing', { version: process.version, needed: needed_major }));
  if (options.console) await runToItsEnd(node, [join(root, 'scripts', 'build-console.ts')]);
  const watched = options.watch ? ['--watch', '--watch-preserve-output'] : [];
  const follow = pathToFileURL(join(root, 'scripts', 'stop-with-parent.mjs')).href;
  const lean = entry.startsWith('src/') ? small_memory : { node: [], env: {} };
  const given = [...watched, ...lean.node, '--import', follow, join(root, entry), ...entry_arguments];
  const child = spawn(node, given, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...lean.env,
      NODE_COMPILE_CACHE: compiled,
      ...process.env,
      PATH: [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter),
    },
  });
  forwardSignals(child);
  whenNpmIsGone(() => child.kill('SIGTERM'));
  child.once('error', (problem) => leave(`${node}: ${problem.message}`));
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}

/** The Node of the npm package for this platform, the `node` package, or this one if it is new enough. */
function packagedNode() {
  const packaged = [`node-${process.platform}-${process.arch}`, 'node']
    .map((name) => join(modules, name, 'bin', 'node'))
    .find((path) => existsSync(path));
  return (
    packaged ?? (Number(process.versions.node.split('.')[0]) >= needed_major ? process.execPath : undefined)
  );
}

async function installWhatIsMissing() {
  const wanted = join(root, 'package-lock.json');
  const installed = join(modules, '.package-lock.json');
  const marker = join(modules, '.atiende-installed');
  const fingerprint = createHash('sha256').update(readFileSync(wanted)).digest('hex');
  const isCurrent =
    existsSync(installed) &&
    (statSync(installed).mtimeMs >= statSync(wanted).mtimeMs ||
      (existsSync(marker) && readFileSync(marker, 'utf8') === fingerprint));
  if (isCurrent) return;
  const started = Date.now();
  note(say('installing'));
  const beat = setInterval(
    () => note(say('still-installing', { seconds: Math.round((Date.now() - started) / 1000) })),
    10_000,
  );
  const code = await installLocked();
  clearInterval(beat);
  if (code !== 0) leave(say('install-failed', { code }));
  writeFileSync(marker, fingerprint);
  note(say('installed', { seconds: Math.round((Date.now() - started) / 1000) }));
}

// Not `npm ci`: it refuses a lockfile that lacks the programs of other platforms, and npm leaves those out
// when the registry that wrote it did not have them. `npm install --no-save` installs the locked versions and
// writes nothing. npm's own entry is used when npm started us, so that the same npm installs; --include because
// the console is built with development packages and NODE_ENV=production would leave them out.
function installLocked() {
  const inherited = process.env.npm_execpath;
  const cli = inherited && /npm-cli\.[cm]?js$/.test(inherited) ? inherited : undefined;
  const included = ['--include=dev', '--include=optional'];
  const options = ['install', '--no-save', ...included, '--no-audit', '--no-fund', '--loglevel=error'];
  return cli ? ended(process.execPath, [cli, ...options]) : ended('npm', options);
}

async function runToItsEnd(node, its_arguments) {
  const code = await ended(node, its_arguments);
  if (code !== 0) process.exit(code);
}

/** Runs a step before the real work; what it says goes to the error stream. Gives its exit code. */
function ended(command, its_arguments) {
  return new Promise((resolve) => {
    const step = spawn(command, its_arguments, { cwd: root, stdio: ['ignore', 2, 2] });
    const stop = forwardSignals(step);
    step.once('error', (problem) => leave(`${command}: ${problem.message}`));
    step.once('exit', (code, signal) => {
      stop();
      if (signal) process.exit(128 + (constants.signals[signal] ?? 1));
      resolve(code);
    });
  });
}

// A terminal sends Ctrl-C to the whole group, so the child has it already and must not get it twice.
function forwardSignals(child) {
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const handler = () => {
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => handlers.forEach((remove) => remove());
}

// A signal sent to npm ends npm, and the shell between npm and us, without reaching us: `npm start` stopped by
// its process id would leave the application running. So the parents that npm gave us are watched.
function whenNpmIsGone(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const parents = npmParents();
  const watch = setInterval(() => {
    if (npmParents().join() === parents.join()) return;
    clearInterval(watch);
    stop();
  }, 300);
  watch.unref();
}

/** Our parent, and the parent of that where it is the shell that npm runs scripts in. */
function npmParents() {
  try {
    const [, command, , grandparent] = /\((.*)\) (\S) (\d+)/.exec(
      readFileSync(`/proc/${process.ppid}/stat`, 'utf8'),
    );
    return command.endsWith('sh') ? [process.ppid, grandparent] : [process.ppid];
  } catch {
    return [process.ppid];
  }
}

function say(key, values = {}) {
  const sentences = JSON.parse(readFileSync(join(root, 'locales', 'es.json'), 'utf8')).start;
  return sentences[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

function note(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function leave(sentence) {
  note(sentence);
  process.exit(1);
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  const given = process.argv.slice(2);
  const entry_at = given.findIndex((one) => !one.startsWith('--'));
  const [entry, ...rest] = given.slice(entry_at);
  const options = given.slice(0, entry_at);
  await runOnPackagedNode(entry, rest, {
    watch: options.includes('--watch'),
    console: options.includes('--console'),
  });
}
