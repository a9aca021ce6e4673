import { shortInstant } from '../../../core/language/format.ts';
import type { PetitionRow } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Icon } from '../../ui/Icon.tsx';

/** To an authority that had the petition: from when to when, and who has it now. Nothing where it is read whole. */
export function LeftNotice({ left }: Pick<PetitionRow, 'left'>) {
  const { t, manner } = useWords();
  if (left === null) return null;
  const periods = left.periods.map(({ from, until }) =>
    t('console.left.period', { from: shortInstant(from, manner), until: shortInstant(until, manner) }),
  );
  return (
    <p className="notice" data-tone="soon">
      <Icon name="signpost" />
      <span>
        {t('console.left.sentence', {
          periods: new Intl.ListFormat(manner.locale, { type: 'conjunction' }).format(periods),
          authority: left.now_with.name,
        })}
      </span>
    </p>
  );
}
