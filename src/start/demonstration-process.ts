// The process that fills a demonstration (see demonstration-apart.ts): `node demonstration-process.ts <pack folder>
// <public address>`, with the settings of the one that serves, and the password by the channel between them.
import { once } from 'node:events';
import { sayProblem } from '../cli/say-problem.ts';
import { readConfig } from '../config.ts';
import { connectForCommand } from './connect.ts';
import { loadDemonstration } from './demonstration.ts';
import { openApp } from './open-app.ts';

const [folder = '', public_url = ''] = process.argv.slice(2);
const log = (line: string) => void process.stderr.write(`${line}\n`);

// Whoever serves is gone: the next start goes on.
process.once('disconnect', () => process.exit(1));
try {
  const [password] = (await once(process, 'message')) as [string];
  const config = readConfig(process.env);
  const connection = await connectForCommand(config, log);
  const { app, close } = await openApp(config, connection, { public_url, demo_at_first: true });
  await loadDemonstration(app, { folder, password, log });
  await close();
  await connection.stop();
  process.exit(0);
} catch (problem) {
  sayProblem(problem);
  process.exit(1);
}
