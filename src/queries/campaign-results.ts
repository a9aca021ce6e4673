import { sql } from 'kysely';
import { CHANNELS } from '../core/cities/settings.ts';
import type { CityConfiguration } from '../core/cities/configuration.ts';
import { languageOf, say, sayCode } from '../core/language/sentences.ts';
import type { CampaignAnswers } from '../core/satisfaction/campaign.ts';
import {
  campaignFigures,
  strataFigures,
  type AnsweredStratum,
  type QuestionFigures,
  type StratumFigures,
} from '../core/satisfaction/campaign-figures.ts';
import { MODES, type Mode } from '../core/satisfaction/asking-in-person.ts';
import type { Reader } from '../store/database.ts';
import type { Campaign } from '../store/survey-campaigns.ts';

export interface CampaignResults {
  readonly drawn: number;
  readonly asked: number;
  readonly answered: number;
  /** Of those asked, in per cent; null where anybody may answer. */
  readonly response_rate: number | null;
  /** How it went by e-mail before and after the reminder; null where nobody was reminded. */
  readonly waves: Waves | null;
  readonly not_asked: Readonly<Record<string, number>>;
  readonly modes: readonly { readonly mode: Mode; readonly count: number }[];
  readonly questions: readonly QuestionFigures[];
  readonly strata: readonly (StratumFigures & { readonly name: string; readonly drawn: number })[];
}

/**
 * Of those who were asked by e-mail, since nobody else is reminded: how many answered before they were reminded, and
 * after it, of who was.
 */
export interface Waves {
  readonly before: number;
  readonly reminded: number;
  readonly after: number;
  /** Of those reminded, in per cent. */
  readonly after_rate: number;
}

interface Row {
  readonly stratum: string;
  readonly drawn: number;
  readonly asked: number;
  readonly declined: number;
  readonly asked_recently: number;
  readonly unreachable: number;
  readonly reminded: number;
}

interface AnswerRow {
  readonly stratum: string;
  readonly mode: Mode;
  readonly answers: CampaignAnswers;
  readonly by_email: boolean;
  readonly was_reminded: boolean;
}

/** What a campaign found, with how it was asked. Read as the system; small cells are hidden. */
export async function campaignResults(
  reader: Reader,
  campaign: Campaign,
  city: CityConfiguration,
): Promise<CampaignResults> {
  const [sizes, members, answers] = await Promise.all([
    reader
      .selectFrom('survey_campaign_strata')
      .select(['key', 'population'])
      .where('campaign_id', '=', campaign.id)
      .orderBy('key')
      .execute(),
    membersOf(reader, campaign),
    sql<AnswerRow>`
      select stratum, mode, answers, carried_by = 'email' as by_email, coalesce(reminded_at <= answered_at, false) as was_reminded from survey_campaign_members
      where campaign_id = ${campaign.id} and answered_at is not null`.execute(reader),
  ]);
  const is_drawn = campaign.population === 'closings';
  const keys = is_drawn ? sizes : [{ key: '', population: answers.rows.length }];
  const byStratum = Map.groupBy(answers.rows, ({ stratum }) => stratum);
  const counts = new Map(members.rows.map((row) => [row.stratum, row]));
  const strata: AnsweredStratum[] = keys.map(({ key, population }) => ({
    ...{ key, population, asked: counts.get(key)?.asked ?? 0 },
    answers: (byStratum.get(key) ?? []).map((row) => row.answers),
  }));
  const sum = (of: (row: Row) => number) => members.rows.reduce((total, row) => total + of(row), 0);
  const [asked, answered] = [sum((row) => row.asked), answers.rows.length];
  const given = { margin: campaign.margin, is_drawn };
  const nameOf = stratumNames(campaign, city);
  return {
    ...{ drawn: sum((row) => row.drawn), asked, answered },
    response_rate: is_drawn && asked > 0 ? (100 * answered) / asked : null,
    waves: wavesOf(
      sum((row) => row.reminded),
      answers.rows,
    ),
    not_asked: {
      declined: sum((row) => row.declined),
      asked_recently: sum((row) => row.asked_recently),
      unreachable: sum((row) => row.unreachable),
    },
    modes: MODES.map((mode) => ({ mode, count: answers.rows.filter((row) => row.mode === mode).length })),
    questions: campaignFigures(campaign.questions, strata, given),
    strata: strataFigures(campaign.questions, strata, given)
      .map((one) => ({ ...one, name: nameOf(one.key), drawn: counts.get(one.key)?.drawn ?? 0 }))
      .sort((one, other) => one.name.localeCompare(other.name, city.city.locale)),
  };
}

function membersOf(reader: Reader, campaign: Campaign) {
  return sql<Row>`select stratum, count(*)::int as drawn, count(asked_at)::int as asked,
        count(*) filter (where not_asked = 'declined')::int as declined,
        count(*) filter (where not_asked = 'asked_recently')::int as asked_recently,
        count(*) filter (where not_asked = 'unreachable')::int as unreachable,
        count(reminded_at)::int as reminded
      from survey_campaign_members where campaign_id = ${campaign.id} group by stratum`.execute(reader);
}

function wavesOf(reminded: number, answers: readonly AnswerRow[]): Waves | null {
  if (reminded === 0) return null;
  const by_email = answers.filter((answer) => answer.by_email);
  const after = by_email.filter(({ was_reminded }) => was_reminded).length;
  return { before: by_email.length - after, reminded, after, after_rate: (100 * after) / reminded };
}

/** What a stratum is called. */
export function stratumNames(
  { strata_by }: Pick<Campaign, 'strata_by'>,
  city: CityConfiguration,
): (key: string) => string {
  const language = languageOf(city.city.locale);
  return (key) => {
    const channel = CHANNELS.find((one) => one === key);
    const unit = city.units.get(key);
    const names = {
      none: say(language, 'campaign.all'),
      authority: city.authorities.get(key)?.name,
      unit: unit && [unit.name, city.authorities.get(unit.authority_id)?.short_name].join(', '),
      service: city.services.get(key)?.name,
      channel: channel === undefined ? undefined : sayCode(language, 'channel', channel),
    };
    return names[strata_by] ?? key;
  };
}
