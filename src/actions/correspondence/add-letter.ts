import { z } from 'zod';
import { entryLabel } from '../../core/correspondence/letter.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { event } from '../../core/petitions/events.ts';
import { mayDo } from '../../core/petitions/lifecycle.ts';
import { situationOf } from '../../queries/petition-situation.ts';
import { countKnownAtDesk } from '../../queries/staff/desk-petitions.ts';
import { sealNote } from '../../store/correspondence.ts';
import { newId } from '../../store/ids.ts';
import { insertTogether } from '../../store/insert-together.ts';
import { lockPetition, type LockedPetition } from '../../store/petitions.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { answerWithin } from '../petitions/answer-question.ts';
import { record, type PetitionChange } from '../petitions/petition-action.ts';
import { Refused } from '../refused.ts';
import { letterInput } from './letter-input.ts';
import { entryOf, keepPages, letterRows, registeredBefore } from './letter-rows.ts';
import { mailRoomOf, type MailRoom } from './mail-room.ts';

export interface AddedLetter {
  readonly letter_id: string;
  readonly entry: string;
  readonly petition_id: string;
  readonly folio: string;
  /** It answers what the person was asked: the authority's clocks go on. */
  readonly answers: boolean;
}

const input = letterInput.extend({
  petition_id: z.uuid(),
  sender_name: z.string().trim().max(200).default(''),
  /** Whoever filed the petition signs it, or acts for them: it may answer what they were asked, and they read it. */
  from_petitioner: z.boolean().default(false),
});
type Context = ActionContext<z.output<typeof input>>;

/**
 * Registers a letter that is about a petition that is there already: the answer where the person was asked something,
 * else one more paper in its file. What somebody else signs answers nothing, and is not shown to the petitioner. Whoever
 * keeps the register may add it to what they may tell of at a desk.
 * @throws Refused `not_found`, `letter_times_wrong`, `cover_sheet_unknown`, `cover_sheet_taken`
 */
export const addLetter = defineAction({
  name: 'add-letter',
  permission: 'correspondence.register',
  input,
  database_actor: () => ({ kind: 'system' }),
  async run(context: Context): Promise<AddedLetter> {
    const { tx, actor, app, input: given } = context;
    const { city_id, petition_id } = given;
    const room = await mailRoomOf(tx, actor, { city_id, permission: 'correspondence.register' });
    const petition = await knownPetition(context, room);
    const answers = await isAnswer(context, room, petition);
    const told = { letter_id: given.letter_id, petition_id, folio: petition.row.folio, answers };
    const before = await registeredBefore(context, room);
    if (before !== null) return { ...told, entry: before.entry };
    const entry = await entryOf(context, room);
    const { person_id } = petition.row;
    const note = given.sender_name;
    const sender_cipher =
      note === ''
        ? null
        : await sealNote(tx, app.keys, { person_id, note, place: 'incoming_letters.sender' });
    const letter = { ...entry, petition_id, part: 'added' as const, sender_cipher };
    await insertTogether(tx, letterRows(context, room, letter));
    await tx
      .insertInto('interactions')
      .values(interactionOf(context, room, petition))
      .execute();
    await record(
      context,
      { petition, city: room.city },
      await changeOf(context, room, { petition, answers, entry }),
    );
    await keepPages(context, petition_id);
    return { ...told, entry: entryLabel(entry) };
  },
});

async function knownPetition({ tx, input: given }: Context, { actor }: MailRoom): Promise<LockedPetition> {
  const { city_id, petition_id } = given;
  if ((await countKnownAtDesk(tx, { actor, city_id }, [petition_id])) !== 1) throw new Refused('not_found');
  const petition = await lockPetition(tx, petition_id);
  if (petition === null) throw new Refused('not_found');
  return petition;
}

/** By the same rule as an answer that staff write down at a telephone. */
async function isAnswer(
  { tx, now, input: given }: Context,
  { city }: MailRoom,
  petition: LockedPetition,
): Promise<boolean> {
  if (!given.from_petitioner) return false;
  const calendar = city.calendars.get(petition.row.current_authority_id)!;
  const today = localDateOf(now, calendar.time_zone);
  return mayDo('answer_for_citizen', await situationOf(tx, petition, { city, today, calendar })).accepted;
}

async function changeOf(
  context: Context,
  { city }: MailRoom,
  {
    petition,
    answers,
    entry,
  }: { petition: LockedPetition; answers: boolean; entry: { year: number; entry_number: number } },
): Promise<PetitionChange> {
  const { input: given, now } = context;
  const { letter_id, subject: body } = given;
  const audience = given.from_petitioner ? 'citizen' : 'staff';
  const added = event('letter_added', audience, { letter_id, entry: entryLabel(entry) });
  if (!answers) return { events: [added] };
  const calendar = city.calendars.get(petition.row.current_authority_id)!;
  const today = localDateOf(now, calendar.time_zone);
  const answering = { ...context, petition, city, calendar, today, input: { body, file_ids: [] } };
  const change = await answerWithin(answering, 'letter');
  return { ...change, events: [...change.events, added] };
}

function interactionOf({ input: given, now }: Context, { actor }: MailRoom, { row }: LockedPetition) {
  const isTheirs = given.from_petitioner && row.identity !== 'reserved';
  return {
    ...{ id: newId(), city_id: given.city_id, authority_id: row.current_authority_id },
    ...{ channel: 'letter', kind: 'answer', petition_id: row.id, at: now },
    ...{ person_id: isTheirs ? row.person_id : null, user_id: actor.user_id },
  };
}
