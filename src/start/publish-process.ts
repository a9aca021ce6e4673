// The process that publishes the open data (see publish-apart.ts): `node publish-process.ts <public address> [<city>]`,
// with the settings of the one that started it.
import { existsSync, readFileSync } from 'node:fs';
import { publishOpenData } from '../actions/open-data/publish-open-data.ts';
import { sayProblem } from '../cli/say-problem.ts';
import { readConfig } from '../config.ts';
import { allJurisdictions } from '../queries/public/open311/jurisdictions.ts';
import { connectForCommand } from './connect.ts';
import { openApp } from './open-app.ts';
import type { Told } from './publish-apart.ts';

const [public_url = '', wanted = ''] = process.argv.slice(2);
const tell = (told: Told) => new Promise<void>((resolve) => process.send!(told, () => resolve()));

// Whoever asked for it is gone: the next night makes it up.
process.once('disconnect', () => process.exit(1));
try {
  const config = readConfig(process.env);
  const connection = await connectForCommand(config, (line) => void process.stderr.write(`${line}\n`));
  const { app, close } = await openApp(config, connection, { public_url, demo_at_first: false });
  for (const { city } of await allJurisdictions(app.database)) {
    if (wanted !== '' && wanted !== city.code) continue;
    const published = await publishOpenData(
      app,
      city.id,
      (month) => void tell({ of: 'month', city: city.code, month }),
    );
    await tell({ of: 'city', city: city.code, published });
  }
  await tell({ of: 'end', peak_mb: peakOfThis() });
  await close();
  await connection.stop();
  process.exit(0);
} catch (problem) {
  sayProblem(problem);
  process.exit(1);
}

/** As the kernel counted it; null where it does not tell. */
function peakOfThis(): number | null {
  const file = '/proc/self/status';
  const kilobytes = existsSync(file) ? /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}
