import { shortDate, wholeNumber } from '../../../core/language/format.ts';
import type { CriticalPoint } from '../../api.generated.ts';
import type { Words } from '../../language/words.ts';
import type { IconName } from '../../ui/Icon.tsx';

export const pointIcons: Readonly<Record<CriticalPoint['kind'], IconName>> = {
  satisfaction_fell: 'star',
  time_rose: 'clock',
  repeated_here: 'pin',
  queue_rising: 'inbox',
};

/** What the point is about: the service and the place, or the unit. */
export function subjectOf({ kind, service, place, unit }: CriticalPoint, { t }: Words): string {
  if (kind === 'queue_rising') return unit.name;
  const where = place === null ? null : (place.name ?? t('console.critical.square'));
  return [service?.name, where].filter(Boolean).join(', ');
}

/** The change in one sentence, with the intervals where there are any. */
export function changeOf(point: CriticalPoint, words: Words): string {
  const { kind, before, after, compared, since } = point;
  const { t, manner } = words;
  const one = new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 1 });
  const between = ({ low, high }: CriticalPoint['before']) => {
    if (low === null || high === null) return '';
    const values = { low: one.format(low), high: one.format(high) };
    return kind === 'queue_rising'
      ? t('console.critical.trend_between', values)
      : ` (${t('console.critical.between', values)})`;
  };
  return t(`console.critical.change.${kind}`, {
    ...{ before: one.format(before.value), after: one.format(after.value) },
    ...{ before_between: between(before), after_between: between(after) },
    ...{ before_n: wholeNumber(before.n ?? 0, manner), after_n: wholeNumber(after.n ?? 0, manner) },
    ...{ compared: t(`console.critical.compared.${compared}`), since: shortDate(since, manner) },
  });
}
