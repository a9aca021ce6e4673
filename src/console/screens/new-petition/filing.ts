import { checkAnswers, type AnswerProblem, type Question } from '../../../core/petitions/questions.ts';
import type { Manner } from '../../../core/language/format.ts';
import { isSpoken } from '../../../core/petitions/spoken.ts';
import { instantFromWall } from '../../language/wall-clock.ts';
import type { FilingFile } from './filing-files.ts';
import type { SentFiling } from './use-filing-once.ts';
import type { Catalogue, Channel, FilingRequest, Identity } from '../../api.generated.ts';

/** What is typed while the person speaks. All texts, so that a reload brings it back as it was. */
export interface Filing {
  readonly channel: Channel;
  readonly person_id: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly document: string;
  readonly address: string;
  readonly identity: Identity;
  readonly is_organisation: boolean;
  readonly behalf_kind: '' | 'person' | 'minor' | 'organisation';
  readonly behalf_name: string;
  readonly behalf_relation: string;
  readonly service_code: string;
  readonly description: string;
  readonly answers: Readonly<Record<string, string | readonly string[]>>;
  readonly address_text: string;
  readonly place_note: string;
  readonly zone_code: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly notify_by: '' | 'email' | 'phone' | 'letter' | 'whatsapp' | 'none';
  readonly priority_group: string;
  readonly named_unit_id: string;
  readonly received_at: string;
  readonly is_notice_read: boolean;
  /** The summary was read aloud as it is now, and the person said that it is so. */
  readonly is_read_back: boolean;
  readonly is_copy_asked: boolean;
  /** Empty: the language of the city. */
  readonly spoken_language: string;
  /** The conversation at the desk within which it is filed; empty: a contact of its own. */
  readonly interaction_id: string;
  readonly files: readonly FilingFile[];
  /** Sent, and not answered yet. */
  readonly sent: SentFiling | null;
}

export const emptyFiling: Filing = {
  ...{ channel: 'phone', person_id: '', name: '', phone: '', email: '', document: '', address: '' },
  ...{ identity: 'named', is_organisation: false, behalf_kind: '', behalf_name: '', behalf_relation: '' },
  ...{ service_code: '', description: '', answers: {}, address_text: '', place_note: '', zone_code: '' },
  ...{
    latitude: null,
    longitude: null,
    notify_by: '',
    priority_group: '',
    named_unit_id: '',
    received_at: '',
  },
  is_notice_read: false,
  ...{ is_read_back: false, is_copy_asked: false, spoken_language: '', sent: null },
  interaction_id: '',
  files: [],
};

export type Service = Catalogue['services'][number];

/** How the person can be told, if the clerk does not choose: the way that was given. */
export function notifyBy({
  notify_by,
  email,
  phone,
  channel,
}: Filing): NonNullable<FilingRequest['notify_by']> {
  if (notify_by !== '') return notify_by;
  if (email !== '') return 'email';
  if (channel === 'whatsapp' && phone !== '') return 'whatsapp';
  if (phone !== '') return 'phone';
  return channel === 'letter' ? 'letter' : 'none';
}

/** What may change without reading the summary again: nothing of it is in the summary. */
const beside: ReadonlySet<string> = new Set([
  ...['is_notice_read', 'is_read_back', 'is_copy_asked', 'spoken_language', 'sent', 'interaction_id'],
]);

/** A change of what was read aloud has to be read again. */
export function withChange(part: Partial<Filing>): Partial<Filing> {
  return Object.keys(part).every((name) => beside.has(name)) ? part : { ...part, is_read_back: false };
}

/** The questions whose answers are missing or wrong, by the same rule as the server's. */
export function problemsOf(filing: Filing, service: Service | undefined): readonly AnswerProblem[] {
  if (service === undefined) return [];
  return checkAnswers(service.questions as readonly Question[], answersFor(filing, service)).problems;
}

export function placeOf(filing: Filing): NonNullable<FilingRequest['place']> {
  return {
    address_text: filing.address_text || null,
    place_note: filing.place_note || null,
    zone_code: filing.zone_code || null,
    latitude: filing.latitude,
    longitude: filing.longitude,
  };
}

/** By the clock of the city, wherever the browser stands. */
export function receivedAt({ received_at }: Filing, manner: Manner): string | null {
  return received_at === '' ? null : instantFromWall(received_at, manner);
}

/** Answers to the questions of another service, chosen before, stay typed but do not go. */
function answersFor({ answers }: Filing, { questions }: Service): Record<string, string | string[]> {
  const asked = questions.flatMap(({ code }) =>
    answers[code] === undefined ? [] : [[code, answers[code]] as const],
  );
  return Object.fromEntries(asked) as Record<string, string | string[]>;
}

export interface FilingManner {
  /** Of the privacy notice that was read out. */
  readonly privacy_version: number;
  readonly manner: Manner;
}

/** The request as the contract wants it. */
export function requestOf(
  filing: Filing,
  service: Service,
  { privacy_version, manner }: FilingManner,
): FilingRequest {
  const isNamed = filing.identity !== 'anonymous';
  return {
    service_code: filing.service_code,
    channel: filing.channel,
    description: filing.description,
    answers: answersFor(filing, service),
    ...(service.location === 'none' ? {} : { place: placeOf(filing) }),
    identity: filing.identity,
    ...(isNamed
      ? {
          contact: {
            name: filing.name || null,
            email: filing.email || null,
            phone: filing.phone || null,
            document: filing.document || null,
            address: filing.address || null,
            kind: filing.is_organisation ? ('organisation' as const) : ('natural' as const),
          },
        }
      : {}),
    notify_by: isNamed ? notifyBy(filing) : 'none',
    on_behalf_of:
      filing.behalf_kind === ''
        ? null
        : { kind: filing.behalf_kind, name: filing.behalf_name, relation: filing.behalf_relation || null },
    privacy_version,
    named_unit_id: filing.named_unit_id || null,
    priority_group: filing.priority_group || null,
    received_at: receivedAt(filing, manner),
    spoken: spokenOf(filing),
    file_ids: filing.files.map(({ id }) => id),
    ...(filing.interaction_id === '' ? {} : { interaction_id: filing.interaction_id }),
  };
}

function spokenOf({
  channel,
  is_read_back,
  is_copy_asked,
  spoken_language,
}: Filing): FilingRequest['spoken'] {
  if (!isSpoken(channel)) return null;
  return { read_back: is_read_back, copy_asked: is_copy_asked, language: spoken_language.trim() || null };
}
