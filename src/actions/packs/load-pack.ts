import { sql } from 'kysely';
import type { CitySettings } from '../../core/cities/settings.ts';
import { keepingRetiredWords } from '../../core/interactions/retired-words.ts';
import { deskWordsOf } from '../../queries/desk-words.ts';
import { bumpConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { lockCity } from '../administration/configuration-change.ts';
import { refuseClashes } from './check-clashes.ts';
import { loadArticles } from './load-articles.ts';
import { loadAuthorities } from './load-authorities.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { loadDemoUsers } from './load-demo-users.ts';
import { loadOffices } from './load-offices.ts';
import { loadTerritory } from './load-territory.ts';
import { canonicalPack, type PackDocument } from './pack-document.ts';
import { sameValue, type LoadRun } from './sync-rows.ts';

export interface LoadOptions {
  /** Marks a new city as a demonstration and loads the pack's demo users. A city that exists stays what it is. */
  readonly is_demo: boolean;
}

export interface LoadResult {
  readonly city_id: string;
  readonly created: number;
  readonly updated: number;
  readonly retired: number;
  readonly unchanged: number;
  /** Edited in the console since: left as they are. */
  readonly kept: number;
  /** Calendars whose days changed: the caller recomputes the open petitions that run on them. */
  readonly changed_calendars: readonly string[];
}

/**
 * Makes the database say what a checked pack says, by natural codes. Loading the same pack again writes nothing;
 * what the console edited last is kept; what the pack no longer has is deactivated, since petitions refer to it.
 * A pack that takes what another city has throws PackClash.
 * Runs as the system actor inside the caller's transaction, one load of a city at a time.
 */
export async function loadPack(tx: Tx, given: PackDocument, options: LoadOptions): Promise<LoadResult> {
  const pack = canonicalPack(given);
  await sql`select pg_advisory_xact_lock(hashtext(${`pack ${pack.city.code}`}))`.execute(tx);
  await refuseClashes(tx, pack);
  const run = await startRun(tx, pack, options);
  await writeCity(run, pack);
  const places = await loadAuthorities(run, pack);
  const catalogue_changed = await loadCatalogue(run, pack, places.authorities);
  await loadTerritory(run, pack, places);
  await loadArticles(run, pack, places);
  await loadOffices(run, pack, { ...places, is_demo: options.is_demo });
  if (options.is_demo) await loadDemoUsers(run, pack, places);
  await announce(run, catalogue_changed);
  return { city_id: run.city_id, ...run.counts, changed_calendars: places.changed_calendars };
}

async function startRun(tx: Tx, { city }: PackDocument, { is_demo }: LoadOptions): Promise<LoadRun> {
  const counts = { created: 0, updated: 0, retired: 0, unchanged: 0, kept: 0 };
  const there = await tx.selectFrom('cities').select('id').where('code', '=', city.code).executeTakeFirst();
  if (there !== undefined) {
    await lockCity({ tx }, there.id);
    const edited_in_console = await editedInConsole(tx, there.id);
    return { tx, city_id: there.id, is_first: false, edited_in_console, counts };
  }
  const city_id = newId();
  const { settings, ...columns } = city;
  await tx
    .insertInto('cities')
    .values({ ...columns, id: city_id, is_demo, settings: JSON.stringify(settings) })
    .execute();
  await recordCity(tx, city_id, { before: null, after: city });
  counts.created += 1;
  return { tx, city_id, is_first: true, edited_in_console: new Set(), counts };
}

/** Everything whose newest entry in history names a person. */
async function editedInConsole(tx: Tx, city_id: string): Promise<Set<string>> {
  const newest = await tx
    .selectFrom('configuration_changes')
    .distinctOn(['entity', 'entity_code'])
    .select(['entity', 'entity_code', 'changed_by'])
    .where('city_id', '=', city_id)
    .orderBy('entity')
    .orderBy('entity_code')
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const byPeople = newest.filter(({ changed_by }) => changed_by !== null);
  return new Set(byPeople.map(({ entity, entity_code }) => `${entity} ${entity_code}`));
}

async function writeCity(run: LoadRun, { city }: PackDocument): Promise<void> {
  if (run.is_first) return;
  const before = await run.tx
    .selectFrom('cities')
    .select(['code', 'name', 'country', 'locale', 'time_zone', 'host', 'settings'])
    .where('id', '=', run.city_id)
    .executeTakeFirstOrThrow();
  if (sameValue(before, city)) run.counts.unchanged += 1;
  else if (run.edited_in_console.has(`city ${city.code}`)) run.counts.kept += 1;
  else {
    const isDeskEdited = run.edited_in_console.has(`desk_words ${city.code}`);
    const settings = settingsAfter(before.settings as unknown as CitySettings, city.settings, isDeskEdited);
    const after = { ...city, settings };
    if (sameValue(before, after)) {
      run.counts[isDeskEdited ? 'kept' : 'unchanged'] += 1;
      return;
    }
    await run.tx
      .updateTable('cities')
      .set({ ...after, settings: JSON.stringify(settings) })
      .where('id', '=', run.city_id)
      .execute();
    await recordCity(run.tx, run.city_id, { before, after });
    run.counts.updated += 1;
  }
}

/** What the pack says, but the words of the desk where the console edited them last; what is retired keeps its words. */
function settingsAfter(before: CitySettings, given: CitySettings, isDeskEdited: boolean): CitySettings {
  if (!isDeskEdited) return keepingRetiredWords(before, given);
  const { interaction_kinds: _kinds, wrap_ups: _ends, desk_script: _script, ...rest } = given;
  return keepingRetiredWords(before, { ...rest, ...deskWordsOf(before) });
}

async function recordCity(
  tx: Tx,
  city_id: string,
  { before, after }: { before: unknown; after: { readonly code: string } },
): Promise<void> {
  const change = {
    id: newId(),
    city_id,
    entity: 'city',
    entity_code: after.code,
    before: before === null ? null : JSON.stringify(before),
    after: JSON.stringify(after),
  };
  await tx.insertInto('configuration_changes').values(change).execute();
}

/** Processes read the configuration anew, and Open311 clients their catalogue. */
async function announce(run: LoadRun, catalogue_changed: boolean): Promise<void> {
  const { created, updated, retired } = run.counts;
  if (created + updated + retired > 0) await bumpConfiguration(run.tx, run.city_id);
  if (!catalogue_changed) return;
  await run.tx
    .updateTable('cities')
    .set({ changeset: sql`now()` })
    .where('id', '=', run.city_id)
    .execute();
}
