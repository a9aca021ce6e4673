import { reading } from '../../store/database.ts';
import { sql } from 'kysely';
import type { Source } from './draft.ts';
import { readRight, type PetitionRight } from './petition-right.ts';
import { audiencesOf, holds, rightFor } from './tracked-petition.ts';

/** A petition that a browser may go on looking at with a key of its own. */
export interface WatchedPetition {
  readonly petition_id: string;
  readonly right: PetitionRight;
  readonly folio: string;
  readonly city_id: string;
}

/** The one that the browser's rights open at a folio, by the rights alone; whether it does open says `trackedVersion`. */
export function watchedPetitions(
  source: Source,
  { folio, city_id, rights }: { folio: string; city_id: string; rights: readonly string[] },
): WatchedPetition[] {
  const ids = new Set(rights.map((text) => readRight(source, text)?.petition_id));
  return [...ids].flatMap((petition_id) =>
    petition_id === undefined
      ? []
      : [{ petition_id, right: rightFor(source, rights, petition_id)!, folio, city_id }],
  );
}

/**
 * The last fact that the reader is told, as the page has it (`TrackedPetition.version`); null when there is no such
 * petition, or its key opens it no more. Two look-ups by key, since thousands ask.
 */
export function trackedVersion(
  source: Pick<Source, 'database'>,
  { petition_id, right, folio, city_id }: WatchedPetition,
): Promise<number | null> {
  const audiences = audiencesOf(right.supporter_id === null ? 'own' : 'supporter');
  return reading(source.database, { kind: 'citizen', petition_id }, async (reader) => {
    const row = await reader
      .selectFrom('petitions as p')
      .select(['p.id', 'p.access_key_issue'])
      .select((eb) =>
        eb
          .selectFrom('petition_events as e')
          .select((e) => e.fn.max('e.seq').as('seq'))
          .whereRef('e.petition_id', '=', 'p.id')
          .where(sql<boolean>`e.audience = any(${[...audiences]})`)
          .as('version'),
      )
      .where('p.id', '=', petition_id)
      .where('p.folio', '=', folio)
      .where('p.city_id', '=', city_id)
      .executeTakeFirst();
    if (row === undefined || !(await holds(reader, row, right))) return null;
    return row.version ?? 0;
  });
}
