import { monthName } from '../../../core/language/format.ts';
import type { SatisfactionGroup } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { FiguresTable, type FiguresTableProps } from './FiguresTable.tsx';

const [width, height, left, right, bottom] = [760, 210, 70, 44, 34];

/** Satisfaction month by month with its intervals; the table behind it says the same. */
export function Trend({
  months,
  measures,
}: Omit<FiguresTableProps, 'title' | 'rows'> & { readonly months: readonly SatisfactionGroup[] }) {
  const { t, manner } = useWords();
  const named = months.map((one) => ({ ...one, name: monthName(one.key, manner) }));
  const points = named.flatMap(({ figures: { satisfaction } }, at) =>
    satisfaction === null ? [] : [{ at, ...satisfaction }],
  );
  if (points.length === 0) return null;
  const x = (at: number) => Math.round(left + ((width - left - right) / named.length) * (at + 0.5));
  const y = (percent: number) => Math.round((height - bottom - 10) * (1 - percent / 100) + 10);
  const every = Math.ceil(named.length / 6);
  return (
    <section aria-labelledby="trend">
      <h2 id="trend">{t('satisfaction.trend')}</h2>
      <svg
        className="trend"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('satisfaction.trend_text')}
      >
        {[0, 25, 50, 75, 100].map((line) => (
          <g key={line}>
            <line className="grid" x1={left} x2={width - 8} y1={y(line)} y2={y(line)} />
            <text x={left - 8} y={y(line) + 4} textAnchor="end">
              {line} %
            </text>
          </g>
        ))}
        {points.map(({ at, low, high }) => (
          <line key={at} className="interval" x1={x(at)} x2={x(at)} y1={y(low)} y2={y(high)} />
        ))}
        <polyline
          className="line"
          points={points.map(({ at, percent }) => `${x(at)},${y(percent)}`).join(' ')}
        />
        {points.map(({ at, percent }) => (
          <circle key={at} cx={x(at)} cy={y(percent)} r={4} />
        ))}
        {named.map(({ key, name }, at) =>
          at % every === 0 ? (
            <text key={key} x={x(at)} y={height - 6} textAnchor="middle">
              {name}
            </text>
          ) : null,
        )}
      </svg>
      <details>
        <summary>{t('satisfaction.as_table')}</summary>
        <FiguresTable title={t('satisfaction.month')} measures={measures} rows={named} />
      </details>
    </section>
  );
}
