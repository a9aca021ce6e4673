import { preciseShare, wholeNumber } from '../../../core/language/format.ts';
import type { SatisfactionShare } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';

/** A share with its interval and how many answered, or that too few did. */
export function ShareCell({ share, large = false }: { share: SatisfactionShare | null; large?: boolean }) {
  const { t, count, manner } = useWords();
  if (share === null) return <span className="soft small">{t('console.satisfaction.hidden')}</span>;
  return (
    <span className="share" data-large={large || undefined}>
      <strong>{preciseShare(share.percent, manner)}</strong>
      <span className="small soft">
        {t('portal.satisfaction.interval', {
          low: preciseShare(share.low, manner),
          high: preciseShare(share.high, manner),
        })}
        {' · '}
        {count('portal.satisfaction.answers', share.n, { count: wholeNumber(share.n, manner) })}
      </span>
      {share.insufficient && <span className="small">{t('portal.satisfaction.insufficient')}</span>}
    </span>
  );
}
