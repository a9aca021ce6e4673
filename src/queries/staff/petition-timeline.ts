import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { longDate, longInstant } from '../../core/language/format.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { eventValues, type EventNames } from '../../core/petitions/event-sentence.ts';
import type { Audience } from '../../core/petitions/events.ts';
import { columns } from '../../store/columns.generated.ts';
import type { Reader } from '../../store/database.ts';
import type { StoredEvent } from '../../store/petition-history.ts';
import type { Reading } from './own-period.ts';

export interface TimelineScope {
  readonly reader: Reader;
  readonly city: CityConfiguration;
  readonly petition_id: string;
  /** What of the petition is read. */
  readonly reads: Reading;
  /** Names of users by id, for whoever appears in it. */
  readonly users: ReadonlyMap<string, string>;
}

export type AuthorKind = 'citizen' | 'staff' | 'system' | 'api';

/** Who did something, as the console shows it. */
export function authorOfRow(
  scope: Pick<TimelineScope, 'city' | 'users'>,
  row: { kind: string; user_id: string | null; authority_id?: string | null },
) {
  const { kind, user_id, authority_id = null } = row;
  const authority = authority_id === null ? undefined : scope.city.authorities.get(authority_id);
  return {
    kind: kind as AuthorKind,
    user: user_id === null ? null : { id: user_id, name: scope.users.get(user_id) ?? '' },
    authority: authority === undefined ? null : { id: authority.id, name: authority.short_name },
  };
}

/** Everything written on the petition: notes, questions and answers, updates. */
export async function messagesOf(scope: TimelineScope) {
  const rows = await scope.reader
    .selectFrom('messages')
    .select(columns.messages)
    .where('petition_id', '=', scope.petition_id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows
    .filter(({ id, at }) => scope.reads.tells(id, at))
    .map((row) => ({
      ...{ id: row.id, body: row.body, at: row.at, answers_id: row.answers_id },
      kind: row.kind as 'note' | 'question' | 'answer' | 'update' | 'withdrawal' | 'contest' | 'confirmation',
      audience: row.audience as Audience,
      author: authorOfRow(scope, { kind: row.author_kind, user_id: row.author_user_id }),
    }));
}

export type MessageShown = Awaited<ReturnType<typeof messagesOf>>[number];

/** The one timeline: every event as a sentence, with the message, reply or file that it tells of. */
export function timelineOf(scope: TimelineScope, messages: readonly MessageShown[]) {
  const names = eventNames(scope);
  const byId = new Map(messages.map((message) => [message.id, message]));
  return scope.reads.events.map((stored) => entryOf(stored, { scope, names, byId }));
}

function entryOf(
  stored: StoredEvent,
  {
    scope,
    names,
    byId,
  }: { scope: TimelineScope; names: EventNames; byId: ReadonlyMap<string, MessageShown> },
) {
  const { event } = stored;
  const payload = event.payload as { message_id?: string | null; reply_id?: string; file_id?: string };
  const language = languageOf(scope.city.city.locale);
  const message = payload.message_id == null ? null : (byId.get(payload.message_id) ?? null);
  return {
    ...{ id: stored.id, at: stored.at, type: event.type, audience: event.audience },
    group: groupOf(event.type),
    text: sayCode(language, 'event_staff', event.type, eventValues(event, names)) ?? event.type,
    author: authorOfRow(scope, {
      kind: stored.actor_kind,
      user_id: stored.actor_user_id,
      authority_id: stored.authority_id,
    }),
    message,
    reply_id: payload.reply_id ?? null,
    file_id: payload.file_id ?? null,
    outbox_id: null,
  };
}

function groupOf(type: string): 'history' | 'message' | 'reply' | 'file' | 'clock' | 'delivery' {
  if (type === 'reply_delivered' || type === 'reply_delivery_undone') return 'delivery';
  if (type.startsWith('reply_') || type === 'first_reply_sent') return 'reply';
  if (type.startsWith('file_')) return 'file';
  if (['term_extended', 'calendar_changed', 'clock_missed'].includes(type)) return 'clock';
  const spoken = [
    'note_added',
    'update_published',
    'question_asked',
    'question_answered',
    'closing_contested',
  ];
  return spoken.includes(type) ? 'message' : 'history';
}

function eventNames({ city, users }: TimelineScope): EventNames {
  const { locale, time_zone } = city.city;
  const language = languageOf(locale);
  return {
    unit: (id) => city.units.get(id)?.name ?? '',
    authority: (id) => city.authorities.get(id)?.name ?? '',
    service: (id) => city.services.get(id)?.name ?? '',
    user: (id) => users.get(id) ?? '',
    outcome: (code) => city.outcomes.get(code)?.name ?? code,
    code: (prefix, code) => sayCode(language, prefix, code) ?? code,
    date: (date) =>
      date.length === 10 ? longDate(date, { locale }) : longInstant(date, { locale, time_zone }),
  };
}
