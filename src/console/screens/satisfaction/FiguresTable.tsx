import { wholeNumber } from '../../../core/language/format.ts';
import type { SatisfactionFigures, SatisfactionGroup } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { ShareCell } from './ShareCell.tsx';

const always = ['satisfaction', 'solved', 'ease', 'clarity'] as const;
type Measure = (typeof always)[number] | 'lasting';

/** What is told: the four measures of the instrument, and whether works last where that was asked. */
export const measuresOf = ({ lasting_asked }: SatisfactionFigures): readonly Measure[] =>
  lasting_asked === 0 ? always : [...always, 'lasting'];

export interface FiguresTableProps {
  readonly title: string;
  readonly measures: readonly Measure[];
  readonly rows: readonly SatisfactionGroup[];
}

/** Groups side by side, in the order of their names: nobody is ranked. */
export function FiguresTable({ title, measures, rows }: FiguresTableProps) {
  const { t, manner } = useWords();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="table-card" tabIndex={0} aria-label={title}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{title}</th>
            {measures.map((measure) => (
              <th key={measure}>{t(`satisfaction.measure.${measure}`)}</th>
            ))}
            <th>{t('satisfaction.sample')}</th>
            <th>{t('satisfaction.closed')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, figures }) => (
            <tr key={key}>
              <td data-label={title}>{name}</td>
              {measures.map((measure) => (
                <td key={measure} data-label={t(`satisfaction.measure.${measure}`)}>
                  <ShareCell share={figures[measure]} />
                </td>
              ))}
              <td data-label={t('satisfaction.sample')}>
                {figures.satisfaction === null
                  ? '—'
                  : t(figures.satisfaction.insufficient ? 'satisfaction.not_enough' : 'satisfaction.enough')}
              </td>
              <td data-label={t('satisfaction.closed')}>{wholeNumber(figures.closed, manner)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
