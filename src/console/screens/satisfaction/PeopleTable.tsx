import { preciseShare, wholeNumber } from '../../../core/language/format.ts';
import type { SatisfactionPeople } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';

type Told = NonNullable<SatisfactionPeople['told']>;

/** What people of each age, gender and so on say; nothing while nobody said who they are. */
export function PeopleTable({ people }: { people: readonly SatisfactionPeople[] }) {
  const { t, code, manner } = useWords();
  if (!people.some(({ told }) => told !== null)) return null;
  const share = (told: Told | null, name: 'satisfaction' | 'solved') => {
    if (told === null) return <span className="soft small">{t('console.satisfaction.hidden')}</span>;
    const { percent, low, high } = told[name];
    const range = { low: preciseShare(low, manner), high: preciseShare(high, manner) };
    return (
      <span className="share">
        <strong>{preciseShare(percent, manner)}</strong>
        <span className="small soft">{t('satisfaction.range', range)}</span>
      </span>
    );
  };
  const title = t('satisfaction.people');
  const measures = ['satisfaction', 'solved'] as const;
  return (
    <section aria-labelledby="people">
      <h2 id="people">{title}</h2>
      <p className="soft small">{t('satisfaction.people_text')}</p>
      <div className="table-card">
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('satisfaction.people_group')}</th>
              {measures.map((measure) => (
                <th key={measure}>{t(`satisfaction.measure.${measure}`)}</th>
              ))}
              <th>{t('satisfaction.people_answered')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ dimension, value, told }) => (
              <tr key={`${dimension} ${value}`}>
                <td data-label={t('satisfaction.people_group')}>
                  {t(`about_person.name.${dimension}`)}: {code(`about_person.${dimension}`, value)}
                </td>
                {measures.map((measure) => (
                  <td key={measure} data-label={t(`satisfaction.measure.${measure}`)}>
                    {share(told, measure)}
                  </td>
                ))}
                <td data-label={t('satisfaction.people_answered')}>
                  {told === null ? '—' : wholeNumber(told.n, manner)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
