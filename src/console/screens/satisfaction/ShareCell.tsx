import { preciseShare, wholeNumber } from '../../../core/language/format.ts';
import type { SatisfactionShare } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';

/** A share with its interval and how many answered, or that too few did. */
export function ShareCell({ share, large = false }: { share: SatisfactionShare | null; large?: boolean }) {
  const { t, count, manner } = useWords();
  if (share === null) return <span className="soft small">{t('console.satisfaction.hidden')}</span>;
  const values = { low: preciseShare(share.low, manner), high: preciseShare(share.high, manner) };
  const n = { count: wholeNumber(share.n, manner) };
  return (
    <span className="share" data-large={large || undefined}>
      <strong>{preciseShare(share.percent, manner)}</strong>
      <span className="small soft">{t('satisfaction.range', values)}</span>
      <span className="small soft">
        {large ? count('satisfaction.answers', share.n, n) : count('satisfaction.short_answers', share.n, n)}
      </span>
      {large && share.insufficient && <span className="small">{t('satisfaction.insufficient')}</span>}
    </span>
  );
}
