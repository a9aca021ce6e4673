import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  addSigningCertificate,
  createSigningCertificate,
  removeSigningCertificate,
} from '../../actions/letters/signing-certificates.ts';
import { Refused } from '../../actions/refused.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { shortInstant } from '../../core/language/format.ts';
import { say } from '../../core/language/sentences.ts';
import {
  signingCertificates,
  type SigningCertificateShown,
} from '../../queries/staff/signing-certificates.ts';
import { askSecret } from '../ask-secret.ts';
import { note } from '../say-problem.ts';
import { cityByCode, withSession } from '../session.ts';

const system = { kind: 'system' } as const;

/** `atiende signing add|create|list|remove`: what an authority signs its letters with. */
export function addSigningCommands(program: Command): void {
  const signing = program.command('signing').description(say('es', 'cli.signing.about'));
  signing.command('add <city> <authority> <file>').description(say('es', 'cli.signing.add')).action(add);
  signing.command('create <city> <authority>').description(say('es', 'cli.signing.create')).action(create);
  signing
    .command('list <city>')
    .description(say('es', 'cli.signing.list'))
    .option('--json', say('es', 'cli.json'))
    .action(list);
  signing.command('remove <city> <authority>').description(say('es', 'cli.signing.remove')).action(remove);
}

async function add(code: string, authority: string, file: string): Promise<void> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) {
    note(say('es', 'cli.signing.no_file', { file }));
    process.exitCode = 1;
    return;
  }
  const password = await askSecret(say('es', 'cli.signing.password'));
  await withSession(async ({ app }) => {
    const city = await cityByCode(app, code);
    const given = { ...placeOf(city, authority), file_base64: bytes.toString('base64'), password };
    added(city, authority, await addSigningCertificate(app, system, given));
  });
}

async function create(code: string, authority: string): Promise<void> {
  await withSession(async ({ app }) => {
    const city = await cityByCode(app, code);
    added(city, authority, await createSigningCertificate(app, system, placeOf(city, authority)));
    note(say('es', 'cli.signing.not_official'));
  });
}

async function remove(code: string, authority: string): Promise<void> {
  await withSession(async ({ app }) => {
    const place = placeOf(await cityByCode(app, code), authority);
    note(say('es', 'cli.signing.removed', await removeSigningCertificate(app, system, place)));
  });
}

async function list(code: string, options: { json?: boolean }): Promise<void> {
  await withSession(async ({ app }) => {
    const city = await cityByCode(app, code);
    const rows = await signingCertificates(app.database, city.city.id);
    if (options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
    else if (rows.length === 0) note(say('es', 'cli.signing.none'));
    else for (const row of rows) process.stdout.write(`${lineOf(city, row)}\n`);
  });
}

function lineOf(city: CityConfiguration, row: SigningCertificateShown): string {
  const values = {
    ...{ authority: row.authority, subject: row.subject, serial: row.serial },
    ...{ from: onDay(city, row.valid_from), until: onDay(city, row.valid_until) },
  };
  if (row.removed_at !== null) return say('es', 'cli.signing.line_removed', values);
  return say('es', row.is_self_signed ? 'cli.signing.line_own' : 'cli.signing.line', values);
}

function added(
  city: CityConfiguration,
  authority: string,
  made: { subject: string; serial: string; valid_until: string },
): void {
  const { subject, serial, valid_until } = made;
  note(say('es', 'cli.signing.added', { authority, subject, serial, until: onDay(city, valid_until) }));
}

const onDay = ({ city: { locale, time_zone } }: CityConfiguration, at: string): string =>
  shortInstant(at, { locale, time_zone });

function placeOf(city: CityConfiguration, code: string): { city_id: string; authority_id: string } {
  const authority = [...city.authorities.values()].find((one) => one.code === code);
  if (!authority) throw new Refused('authority_unknown', { authority: code });
  return { city_id: city.city.id, authority_id: authority.id };
}
