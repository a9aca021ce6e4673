import { z } from 'zod';
import { parseCoverCode } from '../../core/correspondence/cover-sheet.ts';
import { parseEntry } from '../../core/correspondence/letter.ts';
import { bindingOf, fitOf, mayChangePile, partsOf, type PilePart } from '../../core/correspondence/pile.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { hasScan } from '../../store/correspondence.ts';
import { newId } from '../../store/ids.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { lockedPile } from './locked-pile.ts';

const chosenPart = z.object({
  /** The page with which it begins. */
  at: z.number().int().positive(),
  /** Whose it is where no sheet says so: an entry of the register or the code of a sheet, as typed. */
  named: z.string().trim().max(40).default(''),
});
const input = z.object({ pile_id: z.uuid(), parts: z.array(chosenPart).min(1).max(200) });
type Context = ActionContext<z.output<typeof input>>;
type Pile = Awaited<ReturnType<typeof lockedPile>>;

/**
 * Binds the chosen parts of a pile to their letters: those of their cover sheets, or those that a person named. What is
 * empty or has a scan already is refused, and so is one letter for two parts. A job binds them.
 * @throws Refused `not_found`, `pile_not_in_this_state`, `pile_gone`, `pile_part_wrong`
 */
export const bindPile = defineAction({
  name: 'bind-pile',
  permission: 'correspondence.register',
  input,
  // A letter of this register may be with an authority of whose files the mail room sees nothing.
  database_actor: () => ({ kind: 'system' }),
  async run(context: Context): Promise<{ pile_id: string }> {
    const { tx, now, input: given } = context;
    const { pile_id } = given;
    const pile = await lockedPile(context, pile_id);
    orRefuse(mayChangePile(pile, { to: 'bind', now }));
    const parts = partsOf(await pagesRead(context));
    const bound = await boundBefore(context);
    const rows: Row[] = [];
    for (const { at, named } of given.parts) {
      const part = parts.find((one) => one.at === at);
      if (part === undefined || bound.includes(at)) throw wrong(at);
      // Of a sheet that came twice it is not known which pages are the letter's: a person says whose they are.
      if (named === '' && parts.filter(({ code }) => code === part.code).length > 1) throw wrong(at);
      const letter_id = await ownerOf(context, pile, { part, named });
      const is_named = named !== '';
      rows.push({ id: newId(), pile_id, at_page: at, letter_id, is_named, state: 'waiting' });
    }
    const twice = rows.find(
      ({ letter_id }, index) => rows.findIndex((one) => one.letter_id === letter_id) < index,
    );
    if (twice !== undefined) throw wrong(twice.at_page);
    await tx.insertInto('scan_pile_parts').values(rows).execute();
    await tx
      .updateTable('scan_piles')
      .set({ state: 'binding', steps: 0, steps_done: 0, bound_at: now, bound_by: pile.user_id })
      .where('id', '=', pile_id)
      .execute();
    await enqueueJob(tx, { name: 'bind_pile', payload: { pile_id }, key: `pile/${pile_id}` });
    return { pile_id };
  },
});

interface Row {
  readonly id: string;
  readonly pile_id: string;
  readonly at_page: number;
  readonly letter_id: string;
  readonly is_named: boolean;
  readonly state: 'waiting';
}

const wrong = (at: number) => new Refused('pile_part_wrong', { page: at });

function pagesRead({ tx, input: { pile_id } }: Context) {
  return tx
    .selectFrom('scan_pile_pages')
    .select(['page', 'code', 'is_blank'])
    .where('pile_id', '=', pile_id)
    .orderBy('page')
    .execute();
}

/** Where the parts begin that are bound; what was skipped may be tried again. */
async function boundBefore({ tx, input: { pile_id } }: Context): Promise<number[]> {
  await tx
    .updateTable('scan_pile_parts')
    .set({ state: 'undone' })
    .where('pile_id', '=', pile_id)
    .where('state', '=', 'skipped')
    .execute();
  const rows = await tx
    .selectFrom('scan_pile_parts')
    .select('at_page')
    .where('pile_id', '=', pile_id)
    .where('state', '<>', 'undone')
    .execute();
  return rows.map(({ at_page }) => at_page);
}

/** @throws Refused `pile_part_wrong` where no letter of this register can take it */
async function ownerOf(
  { tx, now }: Context,
  pile: Pile,
  { part, named }: { part: PilePart; named: string },
): Promise<string> {
  const entry = parseEntry(named);
  const code = named === '' ? part.code : parseCoverCode(named);
  if (entry === null && code === null) throw wrong(part.at);
  const year = entry?.year ?? Number(localDateOf(now, await zoneOf(tx, pile.authority_id)).slice(0, 4));
  const letters = tx
    .selectFrom('incoming_letters as l')
    .select(['l.id', 'l.sheets', 'l.annexes', hasScan('l').as('has_scan')])
    .where('l.authority_id', '=', pile.authority_id);
  const letter = await (
    entry === null
      ? letters.where('l.cover_code', '=', code)
      : letters.where('l.entry_number', '=', entry.entry_number).where('l.year', '=', year)
  )
    .forUpdate()
    .executeTakeFirst();
  if (letter === undefined) throw wrong(part.at);
  if (bindingOf(fitOf(part, letter)) === 'never') throw wrong(part.at);
  return letter.id;
}

async function zoneOf(tx: Context['tx'], authority_id: string): Promise<string> {
  const { time_zone } = await tx
    .selectFrom('authorities')
    .select('time_zone')
    .where('id', '=', authority_id)
    .executeTakeFirstOrThrow();
  return time_zone;
}
