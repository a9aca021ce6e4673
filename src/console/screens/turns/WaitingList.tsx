import { clockTime } from '../../../core/language/format.ts';
import type { CounterLine } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import type { AtCounter } from './use-counter.ts';

/** Who was set aside, who waits in the order in which they are called, and who is at the other counters. */
export function WaitingList({ line, at }: { line: CounterLine; at: AtCounter }) {
  const { t, count } = useWords();
  const others = line.at_counters.filter((one) => one.counter_code !== at.counter_code);
  return (
    <section className="turns-lists" aria-label={t('console.turns.line')}>
      {line.parked.length > 0 && (
        <>
          <h2>{t('console.turns.parked')}</h2>
          <ul className="turns-parked">
            {line.parked.map((one) => (
              <li key={one.id}>
                <strong>{one.number}</strong> {one.park_reason}
                <Button
                  icon="undo"
                  reason={at.ticket === null ? null : t('console.turns.counter_taken')}
                  onClick={() => at.takeBack(one.id)}
                >
                  {t('console.turns.take_back')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{count('console.turns.waiting', line.waiting.length)}</h2>
      <WaitingTable line={line} />
      <Expected {...{ line, at }} />
      {others.length > 0 && (
        <>
          <h2>{t('console.turns.others')}</h2>
          <ul className="turns-others">
            {others.map((one) => (
              <li key={one.id}>
                <strong>{one.number}</strong>{' '}
                {line.counters.find(({ code }) => code === one.counter_code)?.name ?? one.counter_code} ·{' '}
                {one.by}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Who has an appointment today and did not say yet that they came; whoever stands at the counter is put in the order there. */
function Expected({ line, at }: { line: CounterLine; at: AtCounter }) {
  const { t, manner } = useWords();
  if (line.expected.length === 0) return null;
  return (
    <>
      <h2>{t('console.turns.expected')}</h2>
      <ul className="turns-parked">
        {line.expected.map((one) => (
          <li key={one.id}>
            <strong>{one.number}</strong> {clockTime(one.appointment_at ?? one.taken_at, manner)} · {one.line}
            <Button icon="check" onClick={() => at.arrive(one.id)}>
              {t('console.turns.arrived')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function WaitingTable({ line }: { line: CounterLine }) {
  const { t, manner } = useWords();
  if (line.waiting.length === 0) return null;
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('console.turns.number')}</th>
          <th scope="col">{t('console.turns.line')}</th>
          <th scope="col">{t('console.turns.since')}</th>
          <th scope="col">{t('console.turns.estimate')}</th>
        </tr>
      </thead>
      <tbody>
        {line.waiting.map((one) => (
          <tr key={one.id}>
            <th scope="row">{one.number}</th>
            <td>
              {one.line}
              {one.service !== null && ` · ${one.service}`}
              {one.priority !== null && <strong> · {one.priority}</strong>}
            </td>
            <td>
              {one.appointment_at === null
                ? clockTime(one.taken_at, manner)
                : t('console.turns.appointment_at', { time: clockTime(one.appointment_at, manner) })}
            </td>
            <td>{t('console.turns.minutes', { minutes: one.minutes })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
