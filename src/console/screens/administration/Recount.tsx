import { wholeNumber } from '../../../core/language/format.ts';
import type { CalendarInfo } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';

/** Whether petitions of that calendar are being counted anew just now. */
export const isBeingCounted = ({ recount }: CalendarInfo): boolean =>
  recount !== null && recount.finished_at === null;

/** How far the petitions of a changed calendar are counted anew, and then how many changed their date. */
export function Recount({ recount }: { recount: NonNullable<CalendarInfo['recount']> }) {
  const { t, count, manner } = useWords();
  const { name, petitions, moved, refused } = recount;
  if (recount.finished_at === null && petitions === null)
    return <output className="notice">{t('console.admin.calendar.recount.waiting', { name })}</output>;
  if (recount.finished_at === null) {
    // What is filed meanwhile is seen too.
    const seen = Math.min(recount.seen, petitions ?? 0);
    const told = { seen: wholeNumber(seen, manner), petitions: wholeNumber(petitions ?? 0, manner) };
    return (
      <output className="notice many-progress">
        <label htmlFor="recount-progress">
          {t('console.admin.calendar.recount.running', { name, ...told })}
        </label>
        <progress id="recount-progress" value={seen} max={petitions ?? 0} />
      </output>
    );
  }
  return (
    <output className="notice" data-tone={refused > 0 ? 'late' : undefined}>
      <span>
        {count('console.admin.calendar.recount.done', moved, { name })}{' '}
        {refused > 0 && count('console.admin.calendar.recount.refused', refused)}
      </span>
    </output>
  );
}
