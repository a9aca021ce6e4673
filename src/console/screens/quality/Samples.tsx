import { useQuery } from '@tanstack/react-query';
import { shortDate, shortInstant } from '../../../core/language/format.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

export const samplesQuery = {
  queryKey: ['quality', 'samples'],
  queryFn: ({ signal }: { signal: AbortSignal }) => call('list_quality_samples', { signal }),
} as const;

const mark_shown = 12;

/** What was drawn, by whom and from how many, with what it takes to draw the same again. */
export function Samples() {
  const { t, count, manner } = useWords();
  const { data, error, isPending, refetch } = useQuery(samplesQuery);
  if (isPending) return <Waiting />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0)
    return (
      <Empty icon="done" title={t('console.quality.empty.samples')}>
        <p>{t('console.quality.empty_next')}</p>
      </Empty>
    );
  return (
    <>
      <ul className="points">
        {data.items.map((one) => (
          <li key={one.id} className="card stack-tight">
            <strong>
              {one.place} ·{' '}
              {t('console.quality.period', {
                from: shortDate(one.from_on, manner),
                until: shortDate(one.until_on, manner),
              })}
            </strong>
            <span>
              {t('console.quality.sample_of', {
                ...{ drawn: one.drawn, frame: one.frame_size, looked_at: one.looked_at },
              })}
              {one.set_aside > 0 && ` · ${count('console.quality.sample_aside', one.set_aside)}`}
            </span>
            <span className="soft small">
              {t('console.quality.drawn_by', { name: one.drawn_by })}, {shortInstant(one.drawn_at, manner)} ·{' '}
              {t('console.quality.seed', { seed: one.seed, hash: one.frame_hash.slice(0, mark_shown) })}
            </span>
          </li>
        ))}
      </ul>
      <p className="soft small">{t('console.quality.seed_help')}</p>
    </>
  );
}
