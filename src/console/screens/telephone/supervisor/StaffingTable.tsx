import { preciseShare } from '../../../../core/language/format.ts';
import { beginningOf, type PlannedSlot } from '../../../../core/telephony/erlang-plan.ts';
import { useWords } from '../../../language/words.ts';
import type { Assumptions } from './staffing-assumptions.ts';
import { StaffingReasons } from './StaffingReasons.tsx';

interface Props {
  readonly plan: readonly PlannedSlot[];
  readonly assumed: Assumptions;
  readonly calls: ReadonlyMap<number, number>;
  readonly typed: ReadonlyMap<number, number>;
  readonly chosen: number | null;
  readonly onType: (slot: number, text: string) => void;
  readonly onChoose: (slot: number | null) => void;
}

/** Eight in the morning to eight in the evening are shown though nobody called yet, to be typed in. */
const usual_slots = { first: 16, last: 39 };
const heads = ['half_hour', 'calls', 'erlangs', 'agents', 'rostered', 'level', 'answer_s'] as const;

/** Half hour by half hour; the calls can be typed over, and a line can be asked why it needs that many. */
export function StaffingTable({ plan, assumed, calls, typed, chosen, onType, onChoose }: Props) {
  const { t } = useWords();
  const used = [...calls.keys()];
  const first = Math.min(usual_slots.first, ...used);
  const last = Math.max(usual_slots.last, ...used);
  const of_slot = new Map(plan.map((one) => [one.slot, one]));
  const slots = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const most = Math.max(0, ...plan.map(({ agents }) => agents ?? 0));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="table-card" tabIndex={0} aria-label={t('console.staffing.table')}>
      <table className="plain-table staffing">
        <caption className="visually-hidden">{t('console.staffing.table')}</caption>
        <thead>
          <tr>
            {heads.map((head, n) => (
              <th key={head} scope="col" className={n === 0 ? undefined : 'figure-cell'}>
                {t(`console.staffing.${head}`)}
              </th>
            ))}
            <th scope="col" className="not-printed">
              <span className="visually-hidden">{t('console.staffing.why')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {slots.map((slot) => (
            <SlotRow
              key={slot}
              {...{ slot, assumed, onType, onChoose, planned: of_slot.get(slot) ?? null }}
              {...{ calls: calls.get(slot) ?? null, isTyped: typed.has(slot), isChosen: slot === chosen }}
              isPeak={most > 0 && of_slot.get(slot)?.agents === most}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps extends Pick<Props, 'assumed' | 'onType' | 'onChoose'> {
  readonly slot: number;
  readonly planned: PlannedSlot | null;
  readonly calls: number | null;
  readonly isTyped: boolean;
  readonly isChosen: boolean;
  readonly isPeak: boolean;
}

function SlotRow({ slot, planned, calls, isTyped, isChosen, isPeak, assumed, onType, onChoose }: RowProps) {
  const { t, manner } = useWords();
  const one = new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 1 });
  const begins = beginningOf(slot);
  const label = (head: (typeof heads)[number]) => ({ 'data-label': t(`console.staffing.${head}`) });
  const busy = planned !== null && planned.calls > 0 ? planned : null;
  return (
    <>
      <tr data-peak={isPeak}>
        <th scope="row">{begins}</th>
        <td className="figure-cell" {...label('calls')}>
          <input
            {...{ className: 'input calls-input', type: 'number', min: 0, step: 'any' }}
            aria-label={t('console.staffing.calls_at', { time: begins })}
            data-typed={isTyped}
            value={calls ?? ''}
            onChange={(event) => onType(slot, event.target.value)}
          />
        </td>
        <td className="figure-cell" {...label('erlangs')}>
          {busy === null ? '—' : one.format(busy.erlangs)}
        </td>
        <td className="figure-cell big-number" {...label('agents')}>
          {planned === null ? '—' : (planned.agents ?? t('console.staffing.beyond'))}
        </td>
        <td className="figure-cell" {...label('rostered')}>
          {planned?.rostered ?? '—'}
        </td>
        <td className="figure-cell" {...label('level')}>
          {busy?.waiting ? preciseShare(busy.waiting.service_level * 100, manner) : '—'}
        </td>
        <td className="figure-cell" {...label('answer_s')}>
          {busy?.waiting ? `${one.format(busy.waiting.answer_s)} s` : '—'}
        </td>
        <td className="not-printed">
          {busy !== null && (
            <button
              {...{ type: 'button', className: 'button', 'data-look': 'quiet' }}
              aria-expanded={isChosen}
              aria-label={t('console.staffing.why_at', { time: begins })}
              onClick={() => onChoose(isChosen ? null : slot)}
            >
              {t('console.staffing.why')}
            </button>
          )}
        </td>
      </tr>
      {isChosen && busy !== null && (
        <tr className="why-row">
          <td colSpan={heads.length + 1}>
            <StaffingReasons planned={busy} assumed={assumed} />
          </td>
        </tr>
      )}
    </>
  );
}
