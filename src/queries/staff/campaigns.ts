import { permits } from '../../core/access/actor.ts';
import { languageOf, say } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import type { CampaignAnswers } from '../../core/satisfaction/campaign.ts';
import { SHOWN_FROM } from '../../core/satisfaction/figures.ts';
import { allocate } from '../../core/satisfaction/allocation.ts';
import { reading, type Reader } from '../../store/database.ts';
import { decryptText } from '../../store/encryption.ts';
import { campaignOf, drawn, frameOf, type Campaign } from '../../store/survey-campaigns.ts';
import { campaignResults } from '../campaign-results.ts';
import { campaignPaper } from '../documents/campaign-document.ts';
import { typeset } from '../documents/typeset.ts';
import type { Table } from './export-petitions.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

const permission = 'satisfaction.campaign';
const system = { kind: 'system' } as const;

/** The campaigns of where the asker makes them, newest first. */
export function staffCampaigns(ports: StaffPorts, { actor, city }: Asker) {
  return reading(ports.database, system, async (reader) => {
    const all = await reader
      .selectFrom('survey_campaigns')
      .select([
        'id',
        'authority_id',
        'title',
        'state',
        'population',
        'created_at',
        'closes_at',
        'published_at',
      ])
      .where('city_id', '=', city.city.id)
      .orderBy('created_at', 'desc')
      .limit(500)
      .execute();
    const place = ({ authority_id }: { authority_id: string | null }) => ({
      city_id: city.city.id,
      authority_id,
    });
    return {
      items: all
        .filter((one) => permits(actor, permission, place(one)))
        .map(({ authority_id, ...one }) => ({
          ...one,
          state: one.state as Campaign['state'],
          population: one.population as Campaign['population'],
          authority: authority_id === null ? null : (city.authorities.get(authority_id)?.name ?? null),
        })),
    };
  });
}

async function permitted(reader: Reader, { actor, city }: Asker, id: string): Promise<Campaign | null> {
  const campaign = await campaignOf(reader, { id });
  if (campaign === null || campaign.city_id !== city.city.id) return null;
  return permits(actor, permission, campaign) ? campaign : null;
}

/** One campaign with its progress and figures; null where the asker makes none. */
export function staffCampaign(ports: StaffPorts, asker: Asker, id: string) {
  const { city } = asker;
  return reading(ports.database, system, async (reader) => {
    const campaign = await permitted(reader, asker, id);
    if (campaign === null) return null;
    const { questions, ...rest } = campaign;
    const { authority_id, service_id } = campaign;
    const results = await campaignResults(reader, campaign, city);
    const { strata, questions: figures, modes, ...counts } = results;
    const paths = citizenPaths(`/c/${city.city.code}`);
    return {
      ...rest,
      public_link:
        campaign.population === 'everybody' ? ports.public_url + paths.campaign(campaign.code) : null,
      questions: questions.map((question) => ({ ...question, options: [...question.options] })),
      authority: authority_id === null ? null : (city.authorities.get(authority_id)?.name ?? null),
      service: service_id === null ? null : (city.services.get(service_id)?.name ?? null),
      results: {
        ...counts,
        ...{ strata: strata.map(plain), modes: [...modes] },
        questions: figures.map((one) => ({
          ...one,
          options: one.options === null ? null : [...one.options],
        })),
        words: await wordsOf(reader, ports, campaign),
      },
    };
  });
}

type Strata = Awaited<ReturnType<typeof campaignResults>>['strata'][number];
const plain = ({ first, ...one }: Strata) => ({
  ...one,
  first: first === null ? null : { ...first, options: first.options === null ? null : [...first.options] },
});

/** What was answered in words, from ten answers on, in no order that would tell whose they are. */
async function wordsOf(
  reader: Reader,
  { keys }: StaffPorts,
  { id }: Campaign,
): Promise<{ code: string; words: string }[]> {
  const rows = await reader
    .selectFrom('survey_campaign_members')
    .select('words_cipher')
    .where('campaign_id', '=', id)
    .where('words_cipher', 'is not', null)
    .limit(2000)
    .execute();
  if (rows.length < SHOWN_FROM.cell) return [];
  return rows
    .flatMap(({ words_cipher }) => {
      const words = JSON.parse(
        decryptText(keys.wrapping, words_cipher!, 'survey_campaigns.words'),
      ) as CampaignAnswers;
      return Object.entries(words).map(([code, told]) => ({ code, words: told }));
    })
    .sort((one, other) => one.words.localeCompare(other.words));
}

/** Whether drawing again from the kept seed gives the same people; null where nothing was drawn. */
export function redrawn(ports: StaffPorts, asker: Asker, id: string) {
  return reading(ports.database, system, async (reader) => {
    const campaign = await permitted(reader, asker, id);
    if (campaign?.drawn_at == null || campaign.seed === null) return null;
    const frame = await frameOf(reader, campaign, campaign.drawn_at);
    const given = { until: campaign.drawn_at, seed: campaign.seed, wanted: allocate(frame.strata, campaign) };
    const [again, kept] = [
      await drawn(reader, campaign, given),
      await reader
        .selectFrom('survey_campaign_members')
        .select('survey_id')
        .where('campaign_id', '=', id)
        .execute(),
    ];
    const before = new Set(kept.map(({ survey_id }) => survey_id));
    const same = again.length === before.size && again.every(({ survey_id }) => before.has(survey_id));
    return { same_frame: frame.hash === campaign.frame_hash, same_people: same };
  });
}

/** The questions on paper, without anybody's code: for a table in the street or to be read. Null as `staffCampaign`. */
export function campaignOnPaper(ports: StaffPorts, asker: Asker, id: string): Promise<Buffer | null> {
  return reading(ports.database, system, async (reader) => {
    const campaign = await permitted(reader, asker, id);
    if (campaign === null) return null;
    return typeset('survey', await campaignPaper(ports, { campaign, city: asker.city, code: null }));
  });
}

/** The figures as a table: one row an answer to a question. Hidden figures are empty. */
export async function campaignTable(ports: StaffPorts, asker: Asker, id: string): Promise<Table | null> {
  const told = await staffCampaign(ports, asker, id);
  if (told === null) return null;
  const language = languageOf(asker.city.city.locale);
  const columns = ['question', 'answer', 'n', 'count', 'percent', 'low', 'high', 'weighted'] as const;
  const tenth = (value: number | null) => (value === null ? '' : Math.round(value * 10) / 10);
  const rows = told.questions.flatMap((question) => {
    const figures = told.results.questions.find(({ code }) => code === question.code)!;
    if (figures.options === null) return [[question.text, '', figures.n, '', '', '', '', '']];
    return figures.options.map((one) => [
      ...[question.text, answerWord(question, one.value, language), figures.n, one.count],
      ...[one.percent, one.low, one.high, one.weighted].map(tenth),
    ]);
  });
  return {
    header: columns.map((column) => say(language, `campaign.column.${column}`)),
    pages: onePage(rows),
  };
}

function answerWord(
  { kind, options }: { kind: string; options: readonly string[] },
  value: string,
  language: 'es' | 'en',
): string {
  if (kind === 'choice') return options[Number(value)] ?? value;
  return kind === 'yes_no' ? say(language, value === 'yes' ? 'campaign.yes' : 'campaign.no') : value;
}

async function* onePage(rows: readonly (readonly (string | number)[])[]) {
  yield await Promise.resolve(rows);
}
