import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { mayDo } from '../../core/petitions/lifecycle.ts';
import type { RefusalCode } from '../../core/refusals.ts';
import type { Dimension } from '../../core/satisfaction/groups.ts';
import type { Asks } from '../../core/satisfaction/asks.ts';
import { mayAnswer, CHANGE_WITHIN_HOURS } from '../../core/satisfaction/instrument.ts';
import { readLedger } from '../../store/clocks.ts';
import { reading, type Reader } from '../../store/database.ts';
import { decryptText } from '../../store/encryption.ts';
import { personKey } from '../../store/people.ts';
import { surveyHolder, surveyOf, type HeldSurvey } from '../../store/surveys.ts';
import { situationOf } from '../petition-situation.ts';
import type { Source } from './draft.ts';

/** What the person sees of the survey that their link or browser opens. */
export interface SurveyView {
  readonly id: string;
  readonly petition_id: string;
  readonly asks: Asks;
  readonly folio: string;
  readonly service_name: string;
  /** `open`: may be answered or changed; else why not. */
  readonly state: 'open' | 'survey_over' | 'survey_answered' | 'survey_reopened';
  readonly answered: boolean;
  readonly change_until: string | null;
  readonly expires_at: string;
  readonly satisfaction: number | null;
  readonly ease: number | null;
  readonly solved: string | null;
  readonly clarity: number | null;
  readonly comment: string;
  readonly wants_contact: boolean;
  /** What they said of themselves, if they did. */
  readonly about: Readonly<Record<Dimension, string | null>>;
  /** There is somebody to contact. */
  readonly has_contact: boolean;
  readonly is_closed: boolean;
}

/** The survey that a secret opens; null for one that opens nothing. */
export function heldSurvey(
  source: Source,
  city: CityConfiguration,
  secret: string,
): Promise<SurveyView | null> {
  return reading(source.database, { kind: 'system' }, async (reader) => {
    const survey = await surveyOf(reader, { city_id: city.city.id, secret });
    return survey === null ? null : present(reader, source, { city, survey });
  });
}

async function present(
  reader: Reader,
  source: Source,
  { city, survey }: { city: CityConfiguration; survey: HeldSurvey },
): Promise<SurveyView> {
  const { id, petition_id, asks, folio, expires_at, answered_at, is_closed } = survey;
  const head = {
    ...{ id, petition_id, asks, folio, expires_at, is_closed, answered: answered_at !== null },
    service_name: city.services.get(survey.service_id)?.name ?? '',
    change_until: answered_at === null ? null : hoursAfter(answered_at, CHANGE_WITHIN_HOURS),
    has_contact: survey.person_id !== null,
  };
  // Whoever has only the link is not told what was answered with it.
  if (survey.spent) return { ...head, ...nothing, state: 'survey_answered' };
  const may = mayAnswer(survey, source.now());
  const { satisfaction, ease, solved, clarity, wants_contact } = survey;
  const { age_band, gender, disability, indigenous_language } = survey;
  return {
    ...head,
    ...{ satisfaction, ease, solved, clarity, wants_contact },
    state: may.accepted ? 'open' : may.code,
    about: { age_band, gender, disability, indigenous_language },
    comment: await commentOf(reader, source, survey),
  };
}

const nothing = {
  ...{ satisfaction: null, ease: null, solved: null, clarity: null },
  ...{ comment: '', wants_contact: false },
  about: { age_band: null, gender: null, disability: null, indigenous_language: null },
};

const hoursAfter = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * 3_600_000).toISOString();

async function commentOf(
  reader: Reader,
  { keys }: Source,
  { comment_cipher, comment_person_id }: HeldSurvey,
): Promise<string> {
  if (comment_cipher === null) return '';
  const key = comment_person_id === null ? keys.wrapping : await personKey(reader, keys, comment_person_id);
  return key === null ? '' : decryptText(key, comment_cipher, 'surveys.comment');
}

/** What the browser that answers a survey keeps; it is derived, so that an action need not tell it. */
export const secretOfAnswerer = ({ keys }: Pick<Source, 'keys'>, survey_id: string): string =>
  surveyHolder(keys, survey_id);

export interface Reopening {
  readonly may: boolean;
  /** Why not. */
  readonly code: RefusalCode | null;
}

/** Whether the petition of a survey may be reopened. */
export function reopening(source: Source, city: CityConfiguration, petition_id: string): Promise<Reopening> {
  return reading(source.database, { kind: 'citizen', petition_id }, async (reader) => {
    const row = await reader
      .selectFrom('petitions')
      .selectAll()
      .where('id', '=', petition_id)
      .executeTakeFirstOrThrow();
    const calendar = city.calendars.get(row.current_authority_id)!;
    const today = localDateOf(source.now(), calendar.time_zone);
    const ledger = await readLedger(reader, petition_id);
    const situation = await situationOf(reader, { row, ledger }, { city, today, calendar });
    const decision = mayDo('reopen', situation);
    const code = decision.accepted ? null : decision.code;
    return { may: decision.accepted, code };
  });
}

/** What a petition's page offers whoever holds its key: nothing, the survey, or to change what was answered. */
export type SurveyOffer = { readonly asks: Asks; readonly may: 'answer' | 'change' } | null;

export function surveyOffer(source: Source, petition_id: string): Promise<SurveyOffer> {
  return reading(source.database, { kind: 'citizen', petition_id }, async (reader) => {
    const row = await reader
      .selectFrom('surveys as s')
      .innerJoin('petitions as p', 'p.id', 's.petition_id')
      .select(['s.asks', 's.expires_at', 's.answered_at', 's.closed_at'])
      .select('p.closed_at as petition_closed_at')
      .where('s.petition_id', '=', petition_id)
      .where('s.asked_at', 'is not', null)
      .orderBy('s.closed_at', 'desc')
      // The question of a month later before those of the closing.
      .orderBy('s.asked_at', 'desc')
      .executeTakeFirst();
    if (!row || row.expires_at === null) return null;
    const { expires_at, answered_at, closed_at, petition_closed_at } = row;
    const is_closed = closed_at === petition_closed_at;
    const may = mayAnswer({ expires_at, answered_at, is_closed }, source.now());
    if (!may.accepted) return null;
    return { asks: row.asks as Asks, may: may.value.first ? 'answer' : 'change' };
  });
}
