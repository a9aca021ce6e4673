import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { installCities } from './installation.ts';
import {
  beginProgram,
  endEverything,
  run,
  scratchFolder,
  startProgram,
  until,
  type Process,
} from './program.ts';

const [folder, elsewhere] = [scratchFolder(), scratchFolder()];

beforeAll(async () => {
  await installCities(folder, [{ pack: 'metepec' }]);
});
afterAll(async () => {
  endEverything();
  await Promise.all([folder.remove(), elsewhere.remove()]);
});

/** Nothing of the product works on the directory any more. */
async function expectNothingLeft(): Promise<void> {
  expect(await folder.endPostgres()).toBe(0);
}

test('a second start on the same directory says which process has it and leaves; the first goes on', async () => {
  const first = await startProgram(folder);
  const second = beginProgram(folder);
  expect(await second.ended).toEqual({ code: 1, signal: null });
  expect(second.said()).toContain(`Otro proceso de Atiende (número ${first.pid}) ya usa la carpeta de datos`);
  expect(second.said()).not.toContain('at file:');
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  await first.end('SIGTERM');
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops everything in order', async (signal) => {
  const program = await startProgram(folder);
  expect((await fetch(`${program.url}/`)).status).toBe(200);
  expect(await program.end(signal)).toEqual({ code: 0, signal: null });
  await expectNothingLeft();
});

test('a signal before it is ready stops what was begun', async () => {
  const begun = beginProgram(folder);
  await until(async () => folder.postgres() > 0);
  expect(await begun.end('SIGTERM')).toMatchObject({ code: 0 });
  expect(begun.said()).not.toContain('at file:');
  await until(async () => (await folder.endPostgres()) === 0);
});

test('a port that is taken is said in a sentence, and nothing is left running', async () => {
  const other = scratchFolder();
  await installCities(other, []);
  const first = await startProgram(folder);
  const second = beginProgram(other, { PORT: new URL(first.url).port });
  expect(await second.ended).toEqual({ code: 1, signal: null });
  expect(second.said().trim()).toMatch(/^El puerto \d+ está ocupado. Elija otro: PORT=3001 npm start$/);
  expect(await other.endPostgres()).toBe(0);
  await other.remove();
  await first.end('SIGTERM');
});

// Node's own making of folders never comes back from a place where the system lets nobody make any.
test.runIf(process.platform === 'linux')(
  'a data directory that cannot be made is said in a sentence, with a database of its own or another',
  async () => {
    const refusal = async (environment: Record<string, string>) => {
      const begun = beginProgram(folder, environment);
      expect(await begun.ended).toEqual({ code: 1, signal: null });
      return begun.said().trim();
    };
    const sentence =
      /^No se puede crear la carpeta \/proc\/nope: ENOENT. Elija otra \(la de los datos, con DATA_DIRECTORY; [^\n]+ la cuenta que corre Atiende\.$/;
    expect(await refusal({ DATA_DIRECTORY: '/proc/nope' })).toMatch(sentence);
    const database = await startEmbeddedDatabase({ data_directory: elsewhere.path, log: () => undefined });
    const { url: DATABASE_URL, owner_url: DATABASE_OWNER_URL } = database;
    const said = await refusal({ DATA_DIRECTORY: '/proc/nope', DATABASE_URL, DATABASE_OWNER_URL });
    await database.stop();
    // Of all its folders the first that it needs there is that of the master key.
    expect(said.replace('/proc/nope/keys', '/proc/nope')).toMatch(sentence);
  },
);

const launch = `exec ${process.execPath} scripts/bootstrap.mjs src/main.ts`;
const environment = {
  DATA_DIRECTORY: folder.path,
  PORT: '0',
  LOG_LEVEL: 'silent',
  npm_lifecycle_event: 'start',
};

test('the launcher killed outright takes the application and its database with it', async () => {
  const launcher = run(['/bin/sh', '-c', launch], environment);
  await launcher.says(/listo en/);
  await launcher.end('SIGKILL');
  await expectTheEndOf(launcher);
});

test('npm killed outright takes them with it too', async () => {
  // npm → sh → the launcher, as npm runs a script.
  const npm = run(
    [
      process.execPath,
      '-e',
      `require('child_process').spawn('/bin/sh', ['-c', ${JSON.stringify(`${launch.replace('exec ', '')}; true`)}], { stdio: 'inherit' })`,
    ],
    environment,
  );
  await npm.says(/listo en/);
  await npm.end('SIGKILL');
  await expectTheEndOf(npm);
});

/** The output closes when the last process that writes to it is gone. */
async function expectTheEndOf(started: Process): Promise<void> {
  expect(started.said()).toContain('Se detiene…');
  await expectNothingLeft();
}

test('killed outright, the directory starts again by itself and quickly finds everything', async () => {
  const program = await startProgram(folder);
  await program.end('SIGKILL');
  const again = await startProgram(folder);
  expect(again.said()).not.toContain('Se carga el paquete');
  expect(again.said()).not.toContain('Se crea la base de datos');
  expect((await fetch(`${again.url}/`)).status).toBe(200);
  await again.end('SIGTERM');
  await expectNothingLeft();
});

test('with a damaged, a missing or another master key it does not start, says so, and does with the right one', async () => {
  const file = join(folder.path, 'keys', 'master.key');
  const key = readFileSync(file, 'utf8');
  const refusal = async () => {
    const begun = beginProgram(folder);
    expect(await begun.ended).toEqual({ code: 1, signal: null });
    await expectNothingLeft();
    return begun.said();
  };
  writeFileSync(file, key.slice(0, 20));
  expect(await refusal()).toBe(
    `El archivo ${file} no contiene una clave maestra (32 bytes en base64). Recupérelo de su respaldo.\n`,
  );
  rmSync(file);
  expect(await refusal()).toContain(`Falta la clave maestra (${file})`);
  writeFileSync(file, `${Buffer.alloc(32, 7).toString('base64')}\n`);
  expect(await refusal()).toContain(`La clave maestra de ${file} no es la de esta base de datos`);
  writeFileSync(file, key);
  await (await startProgram(folder)).end('SIGTERM');
});
