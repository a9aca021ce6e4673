import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { longDate } from '../../core/language/format.ts';
import { languageOf, say, type SentenceKey, type Values } from '../../core/language/sentences.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { citizenPaths } from '../../core/paths.ts';
import { DIMENSIONS, valuesOf } from '../../core/satisfaction/groups.ts';
import type { Asks } from '../../core/satisfaction/asks.ts';
import { LASTING } from '../../core/satisfaction/lasting.ts';
import { SCALE, SOLVED } from '../../core/satisfaction/instrument.ts';
import { paperCode, surveyToken } from '../../store/surveys.ts';
import QRCode from 'qrcode';
import { brandOf, type DocumentSources } from './document-sources.ts';

export interface PaperSurvey {
  readonly id: string;
  readonly asks: Asks;
  readonly city: CityConfiguration;
  readonly authority_id: string;
  readonly unit_id: string;
  readonly service_id: string;
  readonly expires_at: string;
}

/** A question with boxes to mark, or with lines to write on where it has none. */
export interface PaperQuestion {
  readonly text: string;
  readonly boxes: readonly string[];
}

/**
 * The data of a survey on one page, in large type: a code in place of the folio, so that whoever finds it does not know
 * whose it is; how to send it back; and the link as a QR.
 */
export async function surveyPaper(sources: DocumentSources, survey: PaperSurvey) {
  const { city } = survey;
  const told = (key: SentenceKey, values?: Values) => say(languageOf(city.city.locale), key, values);
  const paths = citizenPaths(`/c/${city.city.code}`);
  const { time_zone, locale } = city.city;
  const unit = city.units.get(survey.unit_id);
  const lasts = survey.asks === 'if_it_lasts';
  const title = told(lasts ? 'portal.survey.lasting.title' : 'portal.survey.title');
  const service = city.services.get(survey.service_id)?.name ?? '';
  return {
    ...surveySheet(city, { authority_id: survey.authority_id, title }),
    about: told(lasts ? 'document.survey.about_lasting' : 'document.survey.about', { service }),
    privacy: told('portal.survey.private'),
    ...(await returnOf(sources, {
      city,
      code: paperCode(sources.keys, survey.id),
      place: [unit?.name, unit?.address].filter((part) => part != null).join(', '),
      path: paths.surveyLink(surveyToken(sources.keys, survey.id)),
      until: longDate(localDateOf(survey.expires_at, time_zone), { locale }),
    })),
    questions: [...(lasts ? [lasting(told)] : instrument(told)), ...words(told)],
    ...(lasts ? {} : { people: aboutPeople(told) }),
  };
}

/** What who answers may say of themselves, on the other side. */
function aboutPeople(told: (key: SentenceKey) => string) {
  const questions = DIMENSIONS.map((dimension) => ({
    text: told(`about_person.ask.${dimension}`),
    boxes: valuesOf[dimension].map((value) =>
      told(`about_person.${dimension}.${value}` as 'about_person.gender.woman'),
    ),
  }));
  return { title: told('survey.about_you'), why: told('survey.about_you_why'), questions };
}

/** The one question of a month later. */
const lasting = (told: (key: SentenceKey) => string): PaperQuestion => ({
  text: told('survey.ask_lasting'),
  boxes: LASTING.map((one) => told(`survey.lasting.${one}`)),
});

const words = (told: (key: SentenceKey) => string): PaperQuestion[] => [
  { text: told('portal.survey.comment'), boxes: [] },
  { text: told('portal.survey.contact'), boxes: [told('portal.survey.contact_yes')] },
];

function instrument(told: (key: SentenceKey) => string): PaperQuestion[] {
  const scale = (words: 'satisfied' | 'easy' | 'clear') => ({
    text: told(`survey.ask_${words}`),
    boxes: SCALE.map((point) => told(`survey.${words}.${point}`)),
  });
  return [
    scale('satisfied'),
    { text: told('survey.ask_solved'), boxes: SOLVED.map((one) => told(`survey.solved.${one}`)) },
    ...[scale('easy'), scale('clear')],
  ];
}

/** The head of a sheet of questions. */
export function surveySheet(
  city: CityConfiguration,
  { authority_id, title }: { authority_id: string | null; title: string },
) {
  const language = languageOf(city.city.locale);
  const authority = authority_id === null ? undefined : city.authorities.get(authority_id);
  const name = authority?.name ?? city.city.name;
  return {
    ...{ lang: language, region: city.city.locale.split('-')[1] ?? 'MX', title, author: name },
    ...brandOf(authority),
    ...{ authority: name, city: city.city.name, footer: name },
    pages: say(language, 'document.pages', {}),
    watermark: '',
    mark: say(language, 'document.survey.mark'),
  };
}

/** Code, link and how to give it back. */
export async function returnOf(
  { public_url }: Pick<DocumentSources, 'public_url'>,
  given: { city: CityConfiguration; code: string; path: string; place: string; until: string },
) {
  const { city, code, path, place, until } = given;
  const told = (key: SentenceKey, values?: Values) => say(languageOf(city.city.locale), key, values);
  const address = `${public_url}${path}`;
  const svg = await QRCode.toString(address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
  return {
    code: { label: told('document.survey.code'), value: code },
    how_to_return: told('document.survey.return', { place, until }),
    qr: { svg, alt: told('document.survey.qr_alt'), text: told('document.survey.qr') },
  };
}
