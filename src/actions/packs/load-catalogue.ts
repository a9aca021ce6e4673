import { sql } from 'kysely';
import { newId } from '../../store/ids.ts';
import type { PackDocument } from './pack-document.ts';
import {
  readTable,
  writeTable,
  type LoadRun,
  type Row,
  type TableSpec,
  type TableState,
} from './sync-rows.ts';

function tableByCode(table: string, entity: TableSpec['entity'], columns: readonly string[]): TableSpec {
  return {
    table,
    entity,
    columns: ['city_id', 'code', ...columns],
    keyOf: (row) => String(row['code']),
    labelOf: (row) => String(row['code']),
    retire: 'deactivate',
  };
}

const kinds = tableByCode('kinds', 'kind', [
  'name',
  'description',
  'legal_basis',
  'default_visibility',
  'hidden_from_named_unit',
  'allows_anonymous',
  'is_active',
  'position',
]);

const outcomes = tableByCode('outcomes', 'outcome', ['class', 'name', 'is_active', 'position']);

const groups: TableSpec = {
  ...tableByCode('service_groups', 'service_group', ['name', 'icon', 'position']),
  // A service that was retired may still stand in it.
  retire: 'keep',
};

const roles: TableSpec = { ...tableByCode('roles', 'role', ['name', 'permissions']), retire: 'delete' };

const terms: TableSpec = {
  ...tableByCode('terms', 'term', [
    'clock',
    'kind_code',
    'service_code',
    'authority_code',
    'length',
    'unit',
    'counting_rule',
    'citation',
    'extension',
    'valid_from',
    'valid_until',
    'is_active',
  ]),
  json: ['extension'],
  keyOf: (row) => `${String(row['code'])} ${String(row['valid_from'])}`,
};

const services: TableSpec = {
  ...tableByCode('services', 'service', [
    'group_id',
    'name',
    'description',
    'kind_code',
    'keywords',
    'questions',
    'location',
    'response_type',
    'visibility',
    'place_class',
    'asks_if_it_lasts',
    'notice',
    'emergency_words',
    'is_active',
    'position',
    'search_text',
  ]),
  json: ['questions'],
  versioned: true,
};

const templates: TableSpec = {
  ...tableByCode('reply_templates', 'reply_template', [
    'authority_id',
    'name',
    'service_code',
    'outcome_code',
    'body',
    'is_active',
  ]),
  versioned: true,
};

/** Kinds, terms, services, outcomes, templates, texts and roles. Gives whether the service catalogue changed. */
export async function loadCatalogue(
  run: LoadRun,
  pack: PackDocument,
  authorities: TableState,
): Promise<boolean> {
  const { city_id } = run;
  const ofCity = sql`city_id = ${city_id}`;
  const write = async (spec: TableSpec, rows: readonly Row[]) => {
    const state = await readTable(run, spec, ofCity);
    const wrote = await writeTable(
      run,
      state,
      rows.map((row) => ({ ...row, city_id })),
    );
    return { state, wrote };
  };
  const placed = (list: readonly Row[]) => list.map((row, position) => ({ ...row, position }));
  await write(kinds, placed(pack.kinds));
  await write(outcomes, placed(pack.outcomes));
  await write(roles, pack.roles);
  await write(terms, pack.terms.map(termRow));
  const grouped = await write(groups, placed(pack.service_groups));
  const listed = await write(services, placed(serviceRows(pack, grouped.state)));
  await write(
    templates,
    pack.reply_templates.map(({ authority, service, outcome, ...template }) => ({
      ...template,
      authority_id: authority === null ? null : authorities.idOf(authority),
      service_code: service,
      outcome_code: outcome,
    })),
  );
  await loadTexts(run, pack);
  return grouped.wrote || listed.wrote;
}

function termRow({ kind, service, authority, ...term }: PackDocument['terms'][number]): Row {
  return { ...term, kind_code: kind, service_code: service, authority_code: authority };
}

function serviceRows({ services: list, service_groups }: PackDocument, group: TableState): Row[] {
  const names = new Map(service_groups.map(({ code, name }) => [code, name]));
  return list.map(({ group: groupCode, kind, ...service }) => ({
    ...service,
    group_id: groupCode === null ? null : group.idOf(groupCode),
    kind_code: kind,
    search_text: searchText(service, groupCode === null ? '' : (names.get(groupCode) ?? '')),
  }));
}

/** What the search of services reads: name, description, group and everyday words. */
export function searchText(
  { name, description, keywords }: { name: string; description: string; keywords: readonly string[] },
  group_name: string,
): string {
  return [name, description, group_name, ...keywords].filter((part) => part !== '').join(' · ');
}

/** Texts are append-only, since people were shown them: one that differs is a new version. */
async function loadTexts(run: LoadRun, { texts }: PackDocument): Promise<void> {
  const newest = await run.tx
    .selectFrom('texts')
    .distinctOn('code')
    .select(['code', 'version', 'body'])
    .where('city_id', '=', run.city_id)
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute();
  for (const { code, body } of texts) {
    const there = newest.find((text) => text.code === code);
    if (there?.body === body) run.counts.unchanged += 1;
    else if (there !== undefined && run.edited_in_console.has(`text ${code}`)) run.counts.kept += 1;
    else {
      const version = (there?.version ?? 0) + 1;
      await run.tx
        .insertInto('texts')
        .values({ id: newId(), city_id: run.city_id, code, version, body })
        .execute();
      run.counts[there === undefined ? 'created' : 'updated'] += 1;
    }
  }
}
