import { dayAndMonth } from '../../../core/language/format.ts';
import { useWords } from '../../language/words.ts';

export interface ChartDay {
  readonly on: string;
  readonly kind: 'working' | 'day_off' | 'holiday';
  readonly n: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly due?: number;
  readonly is_past: boolean;
}

const [width, height, left, right, top, bottom] = [760, 230, 52, 10, 14, 34];
const [inner_width, inner_height] = [width - left - right, height - top - bottom];

/** A round step that makes three to six lines. */
function stepFor(most: number): number {
  const rough = Math.max(1, most) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  return Math.max(1, [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough);
}

/** A bar for each day: those past are full, those ahead are hollow with their interval. The table says the same. */
export function ForecastChart({ days, label }: { days: readonly ChartDay[]; label: string }) {
  const { manner } = useWords();
  const most = Math.max(1, ...days.map(({ n, high }) => Math.max(n, high ?? 0)));
  const step = stepFor(most);
  const highest = Math.ceil(most / step) * step;
  const each = inner_width / days.length;
  const x = (at: number) => left + each * at;
  const y = (n: number) => top + inner_height * (1 - n / highest);
  const lines = Array.from({ length: Math.round(highest / step) + 1 }, (_, at) => at * step);
  const every = Math.ceil(days.length / 7);
  return (
    <svg className="forecast" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {lines.map((line) => (
        <g key={line}>
          <line className="grid" x1={left} x2={width - right} y1={y(line)} y2={y(line)} />
          <text x={left - 8} y={y(line) + 4} textAnchor="end">
            {new Intl.NumberFormat(manner.locale).format(line)}
          </text>
        </g>
      ))}
      {days.map(({ on, kind, n, low, high, is_past }, at) => (
        <g key={on} data-kind={kind} data-past={is_past || undefined}>
          <rect
            className="bar"
            x={x(at) + each * 0.15}
            width={each * 0.7}
            y={y(n)}
            height={Math.max(0, y(0) - y(n))}
          />
          {low !== null && high !== null && (
            <path
              className="interval"
              d={`M${x(at) + each * 0.35} ${y(high)}h${each * 0.3}M${x(at) + each * 0.5} ${y(high)}V${y(low)}M${x(at) + each * 0.35} ${y(low)}h${each * 0.3}`}
            />
          )}
          {at % every === 0 && (
            <text x={x(at) + each / 2} y={height - 10} textAnchor="middle">
              {dayAndMonth(on, manner)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
