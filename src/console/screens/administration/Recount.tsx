import { Link } from '@tanstack/react-router';
import { longDate, shortInstant, wholeNumber } from '../../../core/language/format.ts';
import type { CalendarInfo } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';

type Counted = NonNullable<CalendarInfo['recount']>;

/** Whether petitions of that calendar are being counted anew just now. */
export const isBeingCounted = ({ recount }: CalendarInfo): boolean =>
  recount !== null && recount.finished_at === null;

/** How far the petitions of a changed calendar are counted anew, and then how many changed their date. */
export function Recount({ recount, calendar }: { recount: Counted; calendar: CalendarInfo }) {
  const { t, count, manner } = useWords();
  const { name, petitions, moved, refused } = recount;
  if (recount.finished_at === null && petitions === null && !recount.is_held_up)
    return <output className="notice">{t('console.admin.calendar.recount.waiting', { name })}</output>;
  if (recount.finished_at === null) return <Running recount={recount} />;
  const when = shortInstant(recount.finished_at, manner);
  return (
    <>
      <output className="notice" data-tone={refused > 0 ? 'late' : undefined}>
        <span>
          {moved === 0
            ? t('console.admin.calendar.recount.none', { name, when })
            : count('console.admin.calendar.recount.done', moved, { name, when })}{' '}
          {refused > 0 && count('console.admin.calendar.recount.refused', refused)}
        </span>
      </output>
      {refused > 0 && <RefusedPetitions {...{ recount, calendar }} />}
    </>
  );
}

/** Those that stayed as they were, each with its reason: somebody has to see to their dates. */
function RefusedPetitions({ recount, calendar }: { recount: Counted; calendar: CalendarInfo }) {
  const { t, count, manner } = useWords();
  const { refused, refused_petitions } = recount;
  const covers_from = longDate(calendar.covers_from, manner);
  const covers_until = longDate(calendar.covers_until, manner);
  const left = refused - refused_petitions.length;
  if (refused_petitions.length === 0)
    return <p className="soft small">{t('console.admin.calendar.recount.unseen')}</p>;
  return (
    <details className="stack-tight" open={refused_petitions.length <= 10}>
      <summary>{t('console.admin.calendar.recount.which')}</summary>
      <ul className="mini-cards">
        {refused_petitions.map(({ id, folio, needed_on }) => (
          <li key={id} className="mini-card">
            <Link to="/petitions/$id" params={{ id }} search={{}} preload={false} className="folio">
              {folio}
            </Link>
            <p className="soft small">
              {t('console.admin.calendar.recount.needs', {
                ...{ on: longDate(needed_on, manner), covers_from, covers_until },
              })}
            </p>
          </li>
        ))}
      </ul>
      {left > 0 && <p className="soft small">{count('console.admin.calendar.recount.more', left)}</p>}
    </details>
  );
}

function Running({ recount }: { recount: Counted }) {
  const { t, count, manner } = useWords();
  const { name, is_held_up } = recount;
  const petitions = recount.petitions ?? 0;
  // What is filed meanwhile is seen too.
  const seen = Math.min(recount.seen, petitions);
  const told = { seen: wholeNumber(seen, manner), petitions: wholeNumber(petitions, manner) };
  return (
    <output className="notice many-progress" data-tone={is_held_up ? 'late' : undefined}>
      <span className="stack-tight grow">
        <label htmlFor="recount-progress">
          {t(`console.admin.calendar.recount.${is_held_up ? 'held_up' : 'running'}`, { name, ...told })}{' '}
          {count('console.admin.calendar.recount.left', petitions - seen)}
        </label>
        <progress id="recount-progress" value={seen} max={Math.max(petitions, 1)} />
        {is_held_up && <span>{t('console.admin.calendar.recount.again')}</span>}
      </span>
    </output>
  );
}
