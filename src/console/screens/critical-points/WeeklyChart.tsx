import { addDays } from '../../../core/deadlines/plain-date.ts';
import { useWords } from '../../language/words.ts';
import { ForecastChart } from '../dashboard/ForecastChart.tsx';

/** What was open at the end of each week; the words beside it say the first and the last. */
export function WeeklyChart({ weekly, since }: { weekly: readonly number[]; since: string }) {
  const { t } = useWords();
  const days = weekly.map((n, at) => ({
    ...({ on: addDays(since, 7 * at), kind: 'working', n, low: null, high: null, is_past: true } as const),
  }));
  return <ForecastChart days={days} label={`${t('console.critical.weekly')}: ${weekly.join(', ')}`} />;
}
