import { wholeNumber } from '../../../core/language/format.ts';
import type { SatisfactionGroup } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { ShareCell } from './ShareCell.tsx';

const measures = ['satisfaction', 'solved', 'ease', 'clarity'] as const;

/** Groups side by side, in the order of their names: nobody is ranked. */
export function FiguresTable({ title, rows }: { title: string; rows: readonly SatisfactionGroup[] }) {
  const { t, manner } = useWords();
  return (
    <div className="table-card">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{title}</th>
            {measures.map((measure) => (
              <th key={measure}>{t(`portal.satisfaction.measure.${measure}`)}</th>
            ))}
            <th>{t('portal.satisfaction.closed')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, figures }) => (
            <tr key={key}>
              <td data-label={title}>{name}</td>
              {measures.map((measure) => (
                <td key={measure} data-label={t(`portal.satisfaction.measure.${measure}`)}>
                  <ShareCell share={figures[measure]} />
                </td>
              ))}
              <td data-label={t('portal.satisfaction.closed')}>{wholeNumber(figures.closed, manner)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
