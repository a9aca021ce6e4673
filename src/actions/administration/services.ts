import { z } from 'zod';
import { placeClasses } from '../../core/open-data/place-class.ts';
import { QUESTION_TYPES } from '../../core/petitions/questions.ts';
import { visibilities } from '../../core/petitions/stages.ts';
import { newId } from '../../store/ids.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { askAt, lockCity, recordConfigurationChange } from './configuration-change.ts';
import { given } from './units.ts';

const words = z.array(z.string().trim().min(1).max(80)).max(60);
const questionInput = z.object({
  code: z.string().regex(/^[a-z0-9_-]{1,60}$/),
  label: z.string().trim().min(1, 'required').max(300),
  help: z.string().max(600).optional(),
  type: z.enum(QUESTION_TYPES),
  required: z.boolean(),
  options: z
    .array(z.object({ code: z.string().min(1).max(60), label: z.string().min(1).max(200) }))
    .optional(),
  at_least: z.number().optional(),
  at_most: z.number().optional(),
  only_if: z.object({ question: z.string(), is: z.array(z.string()).min(1) }).optional(),
  is_private: z.boolean().optional(),
});
const shape = {
  name: z.string().trim().min(1, 'required').max(200),
  description: z.string().trim().min(1, 'required').max(4000),
  group_code: z.string().nullable(),
  kind_code: z.string(),
  keywords: words,
  questions: z.array(questionInput).max(40),
  location: z.enum(['required', 'optional', 'none']),
  visibility: z.enum(visibilities).nullable(),
  place_class: z.enum(placeClasses).nullable(),
  asks_if_it_lasts: z.boolean(),
  notice: z.string().max(2000).nullable(),
  emergency_words: words,
  is_active: z.boolean(),
};
const fields = z.object(shape).partial();
type Fields = z.output<typeof fields>;
type Context = ActionContext<Fields & { city_id: string }>;
const shown = [
  ...(['code', 'name', 'description', 'group_id', 'kind_code', 'keywords', 'questions', 'location'] as const),
  ...(['visibility', 'place_class', 'asks_if_it_lasts', 'notice', 'emergency_words'] as const),
  ...(['is_active', 'version'] as const),
] as const;

/** A new service of the catalogue. */
export const createService = defineAction({
  name: 'create-service',
  permission: 'configuration.edit',
  input: fields
    .extend({ city_id: z.uuid(), code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/) })
    .required({ name: true, description: true, kind_code: true, location: true }),
  async run(context): Promise<{ service_id: string }> {
    const { tx, input } = context;
    const { city_id, code } = input;
    await askCatalogue(context);
    const id = newId();
    const { name, description, kind_code, location } = input;
    const made = await tx
      .insertInto('services')
      .values({
        ...(await columnsOf(context)),
        ...{ id, city_id, code, name, description, kind_code, location },
        search_text: await searchText(context, null),
      })
      .onConflict((conflict) => conflict.columns(['city_id', 'code']).doNothing())
      .returning(shown)
      .executeTakeFirst();
    if (!made) throw new Refused('code_taken', {}, { code: 'code_taken' });
    await changed(context, { code, before: null, after: made });
    return { service_id: id };
  },
});

/** Edits a service. Petitions on foot keep the words in which they were asked. */
export const editService = defineAction({
  name: 'edit-service',
  permission: 'configuration.edit',
  input: fields.extend({ city_id: z.uuid(), service_id: z.uuid(), version: z.number().int().optional() }),
  async run(context): Promise<{ service_id: string }> {
    const { tx, input } = context;
    const { city_id, service_id } = input;
    await askCatalogue(context);
    const before = await tx
      .selectFrom('services')
      .select(shown)
      .where('id', '=', service_id)
      .where('city_id', '=', city_id)
      .executeTakeFirst();
    if (!before) throw new Refused('not_found');
    const { version } = before;
    if (input.version !== undefined && input.version !== version)
      throw new Refused('version_conflict', { version });
    const after = await tx
      .updateTable('services')
      .set({
        ...(await columnsOf(context)),
        version: version + 1,
        search_text: await searchText(context, before),
      })
      .where('id', '=', service_id)
      .returning(shown)
      .executeTakeFirstOrThrow();
    await changed(context, { code: before.code, before, after });
    return { service_id };
  },
});

async function askCatalogue(context: Context): Promise<void> {
  const { tx, input } = context;
  askAt(context, 'configuration.edit', { city_id: input.city_id });
  await lockCity(context, input.city_id);
  if (input.kind_code !== undefined) {
    const kind = await tx
      .selectFrom('kinds')
      .select('id')
      .where('city_id', '=', input.city_id)
      .where('code', '=', input.kind_code)
      .executeTakeFirst();
    if (!kind) throw new Refused('invalid_input', {}, { kind_code: 'invalid' });
  }
  askQuestions(input.questions ?? []);
}

/** Codes are unique, choices have options, and a condition names an earlier question. */
function askQuestions(questions: NonNullable<Fields['questions']>): void {
  const met = new Set<string>();
  for (const [at, question] of questions.entries()) {
    const wrong = (field: string) =>
      new Refused('invalid_input', {}, { [`questions.${at}.${field}`]: 'invalid' });
    if (met.has(question.code)) throw wrong('code');
    const chooses = question.type === 'one_of' || question.type === 'many_of';
    if (chooses && (question.options?.length ?? 0) === 0) throw wrong('options');
    if (question.only_if !== undefined && !met.has(question.only_if.question)) throw wrong('only_if');
    met.add(question.code);
  }
}

async function columnsOf({ tx, input }: Context) {
  const { group_code, questions, name, description, kind_code, keywords, location } = input;
  const { visibility, place_class, asks_if_it_lasts, notice, emergency_words, is_active } = input;
  const plain = {
    name,
    description,
    kind_code,
    keywords,
    location,
    visibility,
    place_class,
    asks_if_it_lasts,
    notice,
    emergency_words,
    is_active,
  };
  return {
    ...given(plain),
    ...(questions === undefined ? {} : { questions: JSON.stringify(questions) }),
    ...(group_code === undefined ? {} : { group_id: await groupId({ tx, input }, group_code) }),
  };
}

async function groupId(
  { tx, input }: Pick<Context, 'tx' | 'input'>,
  code: string | null,
): Promise<string | null> {
  if (code === null) return null;
  const group = await tx
    .selectFrom('service_groups')
    .select('id')
    .where('city_id', '=', input.city_id)
    .where('code', '=', code)
    .executeTakeFirst();
  if (!group) throw new Refused('invalid_input', {}, { group_code: 'invalid' });
  return group.id;
}

interface Searchable {
  readonly name: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly group_id: string | null;
}

/** What everyday words find it by: name, description, group and keywords. */
async function searchText(context: Context, before: Searchable | null): Promise<string> {
  const { tx, input } = context;
  const group_id =
    input.group_code === undefined ? (before?.group_id ?? null) : await groupId(context, input.group_code);
  const group =
    group_id === null
      ? undefined
      : await tx.selectFrom('service_groups').select('name').where('id', '=', group_id).executeTakeFirst();
  const keywords = input.keywords ?? before?.keywords ?? [];
  return [input.name ?? before?.name, input.description ?? before?.description, group?.name, ...keywords]
    .filter((text) => text !== undefined)
    .join(' ');
}

async function changed(
  context: Context,
  { code, before, after }: { code: string; before: object | null; after: object },
): Promise<void> {
  const { tx, now, input } = context;
  // Open311 clients read the catalogue again when this grows.
  await tx.updateTable('cities').set({ changeset: now }).where('id', '=', input.city_id).execute();
  const change = { city_id: input.city_id, entity: 'service', entity_code: code, before, after };
  await recordConfigurationChange(context, change);
}
