import { localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Stage } from '../../core/petitions/stages.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { clockOf, readLedger } from '../../store/clocks.ts';
import { readingAtOnce } from '../../store/database.ts';
import { accessKeyFor } from '../../store/secrets.ts';
import type { Source } from './draft.ts';
import { readRight } from './petition-right.ts';

/** What the person who filed needs to keep and to know. */
export interface OwnPetition {
  readonly petition_id: string;
  readonly folio: string;
  readonly key: string;
  readonly service_name: string;
  readonly unit_name: string;
  readonly authority_name: string;
  readonly stage: Stage;
  readonly received_at: string;
  readonly filed_on: string;
  readonly received_on: string;
  readonly reply_due_on: string | null;
  readonly is_anonymous: boolean;
}

/** One petition as its owner keeps it, with its key; the caller has checked the right. Null where there is none. */
export async function ownPetition(
  source: Source,
  city: CityConfiguration,
  { petition_id, issue }: { petition_id: string; issue: number | null },
): Promise<OwnPetition | null> {
  const actor = { kind: 'citizen', petition_id } as const;
  const [row, ledger] = await readingAtOnce(source.database, actor, (reader) =>
    Promise.all([
      reader
        .selectFrom('petitions')
        .select(['folio', 'access_key_issue', 'service_id', 'unit_id', 'current_authority_id'])
        .select(['stage', 'received_at', 'filed_on', 'identity'])
        .where('id', '=', petition_id)
        .where('city_id', '=', city.city.id)
        .executeTakeFirst(),
      readLedger(reader, petition_id),
    ]),
  );
  if (!row || (issue !== null && row.access_key_issue !== issue)) return null;
  return {
    petition_id,
    folio: row.folio,
    key: accessKeyFor(source.keys, petition_id, row.access_key_issue),
    service_name: city.services.get(row.service_id)?.name ?? '',
    unit_name: city.units.get(row.unit_id)?.name ?? '',
    authority_name: city.authorities.get(row.current_authority_id)?.name ?? '',
    stage: row.stage as Stage,
    received_at: row.received_at,
    filed_on: row.filed_on,
    received_on: localDateOf(row.received_at, city.city.time_zone),
    reply_due_on: clockOf(ledger, 'reply')?.due_on ?? clockOf(ledger, 'resolve')?.due_on ?? null,
    is_anonymous: row.identity === 'anonymous',
  };
}

/** The petitions that a browser's rights open as their owner; rights that died are skipped. */
export async function petitionsOfRights(
  source: Source,
  city: CityConfiguration,
  rights: readonly string[],
): Promise<OwnPetition[]> {
  const found: OwnPetition[] = [];
  for (const text of rights) {
    const right = readRight(source, text);
    if (right === null || right.supporter_id !== null) continue;
    const own = await ownPetition(source, city, right);
    if (own !== null) found.push(own);
  }
  return found;
}
