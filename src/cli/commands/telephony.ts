import { access, constants } from 'node:fs/promises';
import type { Command } from 'commander';
import { importQueueLogFile } from '../../actions/telephony/read-exchange-log.ts';
import { say } from '../../core/language/sentences.ts';
import { exchangeNamed } from '../../queries/operations/telephone-lines.ts';
import { note } from '../say-problem.ts';
import { cityByCode, withSession } from '../session.ts';

/** `atiende telephony import`: calls that an exchange has on record; exit code 1 without such an exchange or file. */
export function addTelephonyCommands(program: Command): void {
  program
    .command('telephony')
    .description(say('es', 'cli.telephony.about'))
    .command('import <file>')
    .description(say('es', 'cli.telephony.import'))
    .requiredOption('--city <code>', say('es', 'cli.telephony.city'))
    .requiredOption('--exchange <name>', say('es', 'cli.telephony.exchange'))
    .option('--json', say('es', 'cli.json'))
    .action(importLog);
}

interface Options {
  readonly city: string;
  readonly exchange: string;
  readonly json?: boolean;
}

async function importLog(file: string, { city: code, exchange, json }: Options): Promise<void> {
  const isThere = await access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!isThere) return fail(say('es', 'cli.telephony.no_file', { file }));
  await withSession(async ({ app }) => {
    const city = await cityByCode(app, code);
    const exchange_id = await exchangeNamed(app, { city_id: city.city.id, name: exchange });
    if (exchange_id === null) return fail(say('es', 'cli.telephony.no_exchange', { exchange }));
    const found = await importQueueLogFile(app, exchange_id, file);
    const { until: _, ...counted } = found;
    if (json) process.stdout.write(`${JSON.stringify(found)}\n`);
    else note(say('es', 'cli.telephony.imported', { ...counted, exchange }));
  });
}

function fail(sentence: string): void {
  note(sentence);
  process.exitCode = 1;
}
