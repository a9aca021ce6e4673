import { stringify } from 'csv-stringify/sync';
import { guardedField } from '../../core/open-data/written-row.ts';
import { citizenPaths } from '../../core/paths.ts';
import type { PublicRequest } from '../../queries/public/open311/service-requests.ts';
import type { Visit } from '../layout/visit.ts';
import { told } from './told.ts';

const columns = [
  'folio',
  'service',
  'standing',
  'place',
  'received_on',
  'closed_on',
  'days',
  'authority',
  'unit',
  'text',
  'address',
] as const;

/**
 * The list as CSV (RFC 4180) for a spreadsheet: with its mark, so that accents are read, and nothing in it that would run
 * as a formula.
 */
export function listFile(visit: Visit, petitions: readonly PublicRequest[]): string {
  const { app, city, say } = visit;
  const paths = citizenPaths(`/c/${city.city.code}`);
  const rows = petitions.map((petition) => {
    const one = told(visit, petition);
    const row = { ...one, address: app.public_url + paths.petition(one.folio) };
    return columns.map((column) => guardedField(String(row[column] ?? '')));
  });
  const header = columns.map((column) => say(`portal.petitions.column.${column}`));
  return `\uFEFF${stringify([header, ...rows], { record_delimiter: 'windows' })}`;
}
