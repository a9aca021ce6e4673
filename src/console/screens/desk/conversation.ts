import type { Channel, DeskFound, DeskPetition, InteractionWhole } from '../../api.generated.ts';

/** The conversation that is going on, as it is kept in this window until it has ended. Texts, so that a reload brings it back. */
export interface Conversation {
  /** Its id everywhere, made here; empty: nobody is being attended. */
  readonly id: string;
  readonly started_at: string;
  /** The call of the exchange in which it is; empty: none. */
  readonly call_id: string;
  /** When that call ended, where it is written down afterwards; empty: it lasts until it is finished here. */
  readonly over_at: string;
  readonly direction: 'in' | 'out';
  readonly channel: Channel;
  readonly typed: string;
  /** What was looked up; empty: nothing. */
  readonly sought: string;
  readonly person_id: string;
  readonly folio_id: string;
  readonly petition_ids: readonly string[];
  /** Folios that were filed while it went on. */
  readonly opened: readonly string[];
  readonly kind: string;
  readonly wrap_up: string;
  readonly answer: string;
  /** The sentence of the last status call, to be read aloud. */
  readonly said: string;
  /** The sentence of an hour that was booked while it went on; empty: none was. */
  readonly booked: string;
  /** What was read aloud and found no room in the answer any more. */
  readonly left_out: readonly string[];
}

export const draftKey = 'desk';

export const nobodyYet: Conversation = {
  ...{
    id: '',
    started_at: '',
    call_id: '',
    over_at: '',
    direction: 'in',
    channel: 'phone',
    typed: '',
    sought: '',
    person_id: '',
    folio_id: '',
  },
  ...{
    petition_ids: [],
    opened: [],
    kind: 'information',
    wrap_up: 'answered',
    answer: '',
    said: '',
    booked: '',
    left_out: [],
  },
};

export type PersonAtDesk = DeskFound['persons'][number];

/** Who it is: the one that was chosen, or the only one there is. */
export function personOf(conversation: Conversation, found: DeskFound | undefined): PersonAtDesk | null {
  const persons = found?.persons ?? [];
  return persons.length === 1
    ? persons[0]!
    : (persons.find(({ id }) => id === conversation.person_id) ?? null);
}

/** The petitions that a key can be about: the person's, and first the folio that was asked for. */
export function petitionsOf(
  conversation: Conversation,
  found: DeskFound | undefined,
): readonly DeskPetition[] {
  const own = personOf(conversation, found)?.petitions ?? [];
  const folio = found?.folio ?? null;
  if (folio === null) return own;
  return [folio, ...own.filter(({ id }) => id !== folio.id)];
}

/** The petition that a status call is about: the one chosen, else the first, which is open if any is. */
export function chosenOf(
  conversation: Conversation,
  petitions: readonly DeskPetition[],
): DeskPetition | null {
  return petitions.find(({ id }) => id === conversation.folio_id) ?? petitions[0] ?? null;
}

/** So much of what was told is kept. */
export const most_told = 2000;

type Told = Pick<Conversation, 'answer' | 'left_out'>;

/** What was read aloud stands in the answer, once, under what is there; where there is no room, beside it and not lost. */
export function withTold({ answer, left_out }: Told, sentence: string): Told {
  const others = left_out.filter((one) => one !== sentence);
  if (answer.includes(sentence)) return { answer, left_out: others };
  const told = answer.trim() === '' ? sentence : `${answer.trimEnd()}\n${sentence}`;
  return told.length <= most_told
    ? { answer: told, left_out: others }
    : { answer, left_out: [...others, sentence] };
}

/** What a status call changes: the folio was touched, and its sentence is what the person was told. */
export function withStatus(conversation: Conversation, { id, said }: DeskPetition): Partial<Conversation> {
  const { petition_ids } = conversation;
  return {
    ...{ kind: 'follow_up', wrap_up: 'answered', folio_id: id, said },
    petition_ids: petition_ids.includes(id) ? petition_ids : [...petition_ids, id],
    ...withTold(conversation, said),
  };
}

/** What an hour that was booked changes: its sentence is read aloud, and stays with what the person was told. */
export const withBooking = (conversation: Conversation, booked: string): Partial<Conversation> => ({
  booked,
  ...withTold(conversation, booked),
});

/** The call in which it is, for one that came or went through the exchange; and that it went out, by hand too. */
export const callOf = ({ call_id, direction }: Pick<Conversation, 'call_id' | 'direction'>) => ({
  ...(call_id === '' ? {} : { call_id }),
  ...(call_id === '' && direction === 'in' ? {} : { direction }),
});

/** The whole of it, as it is sent when it ends. */
export function wholeOf(
  conversation: Conversation,
  person: PersonAtDesk | null,
  ended_at: string,
): InteractionWhole {
  const { id: interaction_id, channel, started_at, kind, wrap_up, answer, petition_ids } = conversation;
  return {
    // Written down hours later, it lasted as long as the call and not until now.
    ...{ interaction_id, channel, started_at, ended_at: conversation.over_at || ended_at, kind, wrap_up },
    ...{ person_id: person?.id ?? null, petition_ids: [...petition_ids] },
    answer: answer.trim() === '' ? null : answer,
    ...callOf(conversation),
  };
}
