import { preciseShare } from '../../../../core/language/format.ts';
import { alternatives, beginningOf, type PlannedSlot } from '../../../../core/telephony/erlang-plan.ts';
import { useWords } from '../../../language/words.ts';
import { Icon } from '../../../ui/Icon.tsx';
import type { Assumptions } from './staffing-assumptions.ts';

interface Props {
  readonly plan: readonly PlannedSlot[];
  readonly assumed: Assumptions;
  readonly calls: ReadonlyMap<number, number>;
  readonly typed: ReadonlyMap<number, number>;
  readonly chosen: number | null;
  readonly onType: (slot: number, text: string) => void;
  readonly onChoose: (slot: number) => void;
}

/** Eight in the morning to eight in the evening are shown though nobody called yet, to be typed in. */
const usual_slots = { first: 16, last: 39 };
const heads = ['half_hour', 'calls', 'erlangs', 'agents', 'rostered', 'level', 'answer_s'] as const;

/** Half hour by half hour; the calls can be typed over, and a line can be asked why it needs that many. */
export function StaffingTable({ plan, assumed, calls, typed, chosen, onType, onChoose }: Props) {
  const { t, manner } = useWords();
  const used = [...calls.keys()];
  const first = Math.min(usual_slots.first, ...used);
  const last = Math.max(usual_slots.last, ...used);
  const of_slot = new Map(plan.map((one) => [one.slot, one]));
  const slots = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const one = new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 1 });
  const most = Math.max(0, ...plan.map(({ agents }) => agents ?? 0));
  const why = chosen === null ? undefined : of_slot.get(chosen);
  return (
    <div className="staffing">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <section className="table-card" tabIndex={0} aria-label={t('console.staffing.table')}>
        <table className="plain-table">
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
            {slots.map((slot) => {
              const planned = of_slot.get(slot);
              const begins = beginningOf(slot);
              const label = (head: (typeof heads)[number]) => ({
                'data-label': t(`console.staffing.${head}`),
              });
              return (
                <tr key={slot} data-peak={planned !== undefined && most > 0 && planned.agents === most}>
                  <th scope="row">{begins}</th>
                  <td className="figure-cell" {...label('calls')}>
                    <input
                      {...{ className: 'input calls-input', type: 'number', min: 0, step: 'any' }}
                      aria-label={t('console.staffing.calls_at', { time: begins })}
                      data-typed={typed.has(slot)}
                      value={calls.get(slot) ?? ''}
                      onChange={(event) => onType(slot, event.target.value)}
                    />
                  </td>
                  <td className="figure-cell" {...label('erlangs')}>
                    {planned && planned.calls > 0 ? one.format(planned.erlangs) : '—'}
                  </td>
                  <td className="figure-cell big-number" {...label('agents')}>
                    {planned === undefined ? '—' : (planned.agents ?? t('console.staffing.beyond'))}
                  </td>
                  <td className="figure-cell" {...label('rostered')}>
                    {planned?.rostered ?? '—'}
                  </td>
                  <td className="figure-cell" {...label('level')}>
                    {planned?.waiting && planned.calls > 0
                      ? preciseShare(planned.waiting.service_level * 100, manner)
                      : '—'}
                  </td>
                  <td className="figure-cell" {...label('answer_s')}>
                    {planned?.waiting && planned.calls > 0
                      ? `${one.format(planned.waiting.answer_s)} s`
                      : '—'}
                  </td>
                  <td className="not-printed">
                    {planned !== undefined && planned.calls > 0 && (
                      <button
                        {...{ type: 'button', className: 'button', 'data-look': 'quiet' }}
                        aria-pressed={slot === chosen}
                        aria-label={t('console.staffing.why_at', { time: begins })}
                        onClick={() => onChoose(slot)}
                      >
                        {t('console.staffing.why')}
                      </button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <Reasons planned={why ?? null} assumed={assumed} />
    </div>
  );
}

/** The formulas, with the numbers of the chosen half hour in them and what one more or one fewer would mean. */
function Reasons({ planned, assumed }: { planned: PlannedSlot | null; assumed: Assumptions }) {
  const { t, manner } = useWords();
  const share = new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 4 });
  const one = new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 2 });
  const rows = planned === null ? [] : alternatives(planned, assumed);
  return (
    <section className="reasons stack" aria-label={t('console.staffing.formula')}>
      <h2>{t('console.staffing.formula')}</h2>
      <ul className="formulas">
        <li>{t('console.staffing.formula_traffic')}</li>
        <li>{t('console.staffing.formula_waits')}</li>
        <li>{t('console.staffing.formula_level')}</li>
        <li>{t('console.staffing.formula_answer')}</li>
        <li>{t('console.staffing.formula_shrinkage')}</li>
      </ul>
      {planned === null || rows.length === 0 ? (
        <p className="soft">{t('console.staffing.choose')}</p>
      ) : (
        <table className="plain-table">
          <caption>
            {t('console.staffing.alternatives', {
              ...{ time: beginningOf(planned.slot), erlangs: one.format(planned.erlangs) },
            })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('console.staffing.agents')}</th>
              <th scope="col" className="figure-cell">
                {t('console.staffing.waits')}
              </th>
              <th scope="col" className="figure-cell">
                {t('console.staffing.level')}
              </th>
              <th scope="col" className="figure-cell">
                {t('console.staffing.answer_s')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ agents, waiting, reaches }) => (
              <tr key={agents} data-peak={agents === planned.agents}>
                <th scope="row">
                  {reaches && <Icon name="check" />} {agents}
                </th>
                <td className="figure-cell">
                  {waiting === null ? t('console.staffing.unstable') : share.format(waiting.waits)}
                </td>
                <td className="figure-cell">
                  {waiting === null ? '—' : preciseShare(waiting.service_level * 100, manner)}
                </td>
                <td className="figure-cell">
                  {waiting === null ? '—' : `${one.format(waiting.answer_s)} s`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="soft small">{t('console.staffing.unstable_means')}</p>
    </section>
  );
}
