import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { longDate } from '../../core/language/format.ts';
import { languageOf, say } from '../../core/language/sentences.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { citizenPaths } from '../../core/paths.ts';
import { optionsOf } from '../../core/satisfaction/campaign.ts';
import type { Campaign } from '../../store/survey-campaigns.ts';
import type { DocumentSources } from './document-sources.ts';
import { returnOf, surveySheet } from './survey-document.ts';

/** The code of somebody who was drawn, and their link; null on a sheet for anybody. */
export interface SheetOf {
  readonly campaign: Campaign;
  readonly city: CityConfiguration;
  readonly code: { readonly value: string; readonly path: string } | null;
}

/** The data of the questions of a campaign on paper, in large type. */
export async function campaignPaper(sources: DocumentSources, { campaign, city, code }: SheetOf) {
  const language = languageOf(city.city.locale);
  const { time_zone, locale, code: city_code } = city.city;
  const unit = [...city.units.values()].find(
    ({ authority_id, is_triage }) =>
      is_triage && (campaign.authority_id === null || authority_id === campaign.authority_id),
  );
  const paths = citizenPaths(`/c/${city_code}`);
  return {
    ...surveySheet(city, { authority_id: campaign.authority_id, title: campaign.title }),
    ...{ about: campaign.purpose, privacy: say(language, 'campaign.private') },
    ...(await returnOf(sources, {
      ...{ city, code: code?.value ?? '—', path: code?.path ?? paths.campaign(campaign.code) },
      place: [unit?.name, unit?.address].filter((part) => part != null).join(', '),
      until: longDate(localDateOf(campaign.closes_at ?? sources.now(), time_zone), { locale }),
    })),
    questions: campaign.questions.map((question) => ({
      text: question.text,
      boxes: (optionsOf(question) ?? []).map((value) => {
        if (question.kind === 'choice') return question.options[Number(value)] ?? value;
        if (question.kind === 'yes_no')
          return say(language, value === 'yes' ? 'campaign.yes' : 'campaign.no');
        return say(language, `campaign.scale.${value as '1'}`);
      }),
    })),
  };
}
