import { Link } from '@tanstack/react-router';
import type { MyUnit } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { figureOf } from './NumberLink.tsx';

/** The units of an authority, or the authorities of a city, side by side and by name: nobody is ranked. */
export function PartsTable({ groups }: { groups: MyUnit['groups'] }) {
  const { t, manner } = useWords();
  const [first] = groups;
  if (first === undefined) return null;
  const title = t(`console.dashboard.by_${first.by}`);
  return (
    <div className="stack">
      <h2>{title}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <section className="table-card" tabIndex={0} aria-label={title}>
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t(`console.dashboard.part_${first.by}`)}</th>
              {first.numbers.map(({ name }) => (
                <th key={name} className="figure-cell">
                  {t(`console.dashboard.number.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map(({ id, name, by, numbers }) => (
              <tr key={id}>
                <td data-label={t(`console.dashboard.part_${by}`)}>
                  <Link to="/my-unit" search={by === 'unit' ? { unit_id: id } : { authority_id: id }}>
                    {name}
                  </Link>
                </td>
                {numbers.map((number) => (
                  <td
                    key={number.name}
                    className="figure-cell"
                    data-label={t(`console.dashboard.number.${number.name}`)}
                  >
                    <Link to="/inbox" search={number.search} preload={false}>
                      {figureOf(number, manner.locale)}
                    </Link>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
