import { checkAnswers, type Question } from '../../../core/petitions/questions.ts';
import type { Catalogue } from '../../api.generated.ts';
import type { Words } from '../../language/words.ts';
import { notifyBy, type Filing, type Service } from './filing.ts';

/** One thing that is read aloud, and what was said of it. */
export interface SummaryLine {
  readonly label: string;
  readonly value: string;
}

/** What the clerk reads to the person before it is filed, in the order of the form; what was not said is left out. */
export function summaryOf(
  filing: Filing,
  { service, catalogue, words }: { service: Service; catalogue: Catalogue; words: Words },
): readonly SummaryLine[] {
  const { t, code } = words;
  const isNamed = filing.identity !== 'anonymous';
  const lines: readonly (readonly [string, string])[] = [
    [t('console.new.summary.who'), isNamed ? filing.name : ''],
    [t('console.new.identity'), code('identity', filing.identity)],
    [t('console.new.behalf'), filing.behalf_kind === '' ? '' : filing.behalf_name],
    [t('console.new.summary.place'), placeSaid(filing, catalogue)],
    ...answersSaid(filing, service, t),
    [t('console.new.notify_by'), isNamed ? t(`console.notify_by.${notifyBy(filing)}`) : ''],
    [t('console.new.phone'), isNamed ? filing.phone : ''],
    [t('console.new.email'), isNamed ? filing.email : ''],
    [t('console.new.address'), isNamed ? filing.address : ''],
  ];
  return lines.flatMap(([label, value]) => (value.trim() === '' ? [] : [{ label, value }]));
}

function placeSaid({ address_text, place_note, zone_code }: Filing, { zones }: Catalogue): string {
  const zone = zones.find(({ code }) => code === zone_code);
  return [address_text, zone?.name ?? '', place_note].filter((part) => part.trim() !== '').join(', ');
}

function answersSaid(
  { answers: given }: Filing,
  { questions }: Service,
  t: Words['t'],
): (readonly [string, string])[] {
  const { answers } = checkAnswers(questions as readonly Question[], given);
  return answers.map((one) => {
    if (one.option_labels !== undefined) return [one.label, one.option_labels.join(', ')];
    if (one.type === 'yes_no') return [one.label, t(one.value === 'yes' ? 'console.yes' : 'console.no')];
    return [one.label, String(one.value)];
  });
}
