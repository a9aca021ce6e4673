import { wholeNumber } from '../../../core/language/format.ts';
import type { SatisfactionGroup } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { ShareCell } from './ShareCell.tsx';

const measures = ['satisfaction', 'solved', 'ease', 'clarity'] as const;

/** Groups side by side, in the order of their names: nobody is ranked. */
export function FiguresTable({ title, rows }: { title: string; rows: readonly SatisfactionGroup[] }) {
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
