import { percentage, shortDate, wholeNumber } from '../../../core/language/format.ts';
import type { InteractionFigures as Figures } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { minutesAndSeconds } from './duration.ts';

/** How many, how long, how many settled at the first contact with what that means; and by what. */
export function InteractionFigures({ figures }: { figures: Figures }) {
  const { t, manner } = useWords();
  const { measured, resolved } = figures.first_contact;
  const days = figures.by_day.map(({ on, n }) => ({ key: on, name: shortDate(on, manner), n }));
  return (
    <>
      <dl className="desk-figures">
        <div>
          <dt>{t('console.interactions.n')}</dt>
          <dd>{wholeNumber(figures.n, manner)}</dd>
        </div>
        <div>
          <dt>{t('console.interactions.median')}</dt>
          <dd>{figures.median_seconds === null ? '—' : minutesAndSeconds(figures.median_seconds)}</dd>
        </div>
        <div>
          <dt>{t('console.interactions.first_contact')}</dt>
          <dd>
            {measured === 0
              ? t('console.interactions.first_contact_none')
              : percentage(resolved / measured, manner)}
            {measured > 0 && (
              <span className="soft small">
                {' '}
                {t('console.interactions.first_contact_of', { resolved, measured })}
              </span>
            )}
          </dd>
        </div>
      </dl>
      <p className="soft small">{t('console.interactions.definition')}</p>
      <div className="desk-counts">
        <Counts title={t('console.interactions.by_kind')} rows={figures.by_kind} />
        <Counts title={t('console.interactions.by_channel')} rows={figures.by_channel} />
        <Counts title={t('console.interactions.by_team')} rows={figures.by_team} />
        <Counts title={t('console.interactions.by_person')} rows={figures.by_person} />
        <Counts title={t('console.interactions.by_day')} rows={days.toReversed()} />
      </div>
    </>
  );
}

const most_rows = 14;

function Counts({
  title,
  rows,
}: {
  title: string;
  rows: readonly { readonly key: string; readonly name: string; readonly n: number }[];
}) {
  const { manner } = useWords();
  if (rows.length === 0) return null;
  return (
    <table className="plain-table desk-count">
      <caption>{title}</caption>
      <tbody>
        {rows.slice(0, most_rows).map(({ key, name, n }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{wholeNumber(n, manner)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
