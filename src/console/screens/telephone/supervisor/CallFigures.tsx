import { useState } from 'react';
import { percentage, preciseShare, shortDate, wholeNumber } from '../../../../core/language/format.ts';
import {
  addCounts,
  chosenLevel,
  figuresOf,
  noCalls,
  occupancyOf,
  type CallCounts,
} from '../../../../core/telephony/metrics.ts';
import type { CallFigures as Told, SupervisedQueue } from '../../../api.generated.ts';
import { useMay } from '../../../api/session.ts';
import { useWords } from '../../../language/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { minutesAndSeconds } from '../../desk/duration.ts';
import { Definitions } from './Definitions.tsx';
import { QueueGoalDialog } from './QueueGoalDialog.tsx';

/** The whole of what was asked for, each queue and each hour of it, the agents, and what each word means. */
export function CallFigures({ told }: { told: Told }) {
  const { t, manner } = useWords();
  const whole = told.rows.reduce<CallCounts>(addCounts, noCalls);
  const { queues } = told;
  const used = new Set(told.rows.map(({ queue_id }) => queue_id));
  const shown = queues.filter(({ id }) => used.has(id));
  if (whole.offered + whole.closed === 0)
    return (
      <>
        <p>{t('console.supervisor.no_calls')}</p>
        <Goals queues={queues} />
        <Definitions />
      </>
    );
  const hour = (key: string) => (told.by === 'hour' ? `${key}:00–${key}:59` : shortDate(key, manner));
  return (
    <>
      <Totals told={told} whole={whole} />
      <CountsTable
        {...{ title: t('console.supervisor.by_queue'), first: t('console.supervisor.queue') }}
        rows={shown.map((queue) => ({
          ...{ key: queue.id, name: queue.name, queue },
          counts: sumOf(told.rows.filter(({ queue_id }) => queue_id === queue.id)),
        }))}
      />
      {shown.map((queue) => (
        <CountsTable
          key={queue.id}
          {...{ title: queue.name, first: t(`console.supervisor.${told.by}`) }}
          rows={told.rows
            .filter(({ queue_id }) => queue_id === queue.id)
            .map((counts) => ({ key: counts.key, name: hour(counts.key), counts, queue }))}
        />
      ))}
      {told.agents.length > 0 && <AgentsTable agents={told.agents} />}
      <Goals queues={queues} />
      <Definitions />
    </>
  );
}

const sumOf = (rows: readonly CallCounts[]): CallCounts => rows.reduce<CallCounts>(addCounts, noCalls);

function Totals({ told, whole }: { told: Told; whole: CallCounts }) {
  const { t, manner } = useWords();
  const figures = figuresOf(whole);
  const share = (value: number | null) => (value === null ? '—' : preciseShare(value * 100, manner));
  const { first_contact, call_backs } = told;
  const ready = told.agents.reduce((all, { logged_s, paused_s }) => all + logged_s - paused_s, 0);
  const busy = told.agents.reduce((all, { handled_s }) => all + handled_s, 0);
  const occupancy = occupancyOf(busy, ready);
  const cards: readonly (readonly [name: string, value: string])[] = [
    [t('console.supervisor.offered'), wholeNumber(whole.offered, manner)],
    [t('console.supervisor.answered'), wholeNumber(whole.answered, manner)],
    [t('console.supervisor.level_answered'), share(figures.service_level_answered)],
    [t('console.supervisor.level_offered'), share(figures.service_level_offered)],
    [t('console.supervisor.abandon_rate'), share(figures.abandon_rate)],
    [t('console.supervisor.answer_time'), time(figures.answer_s)],
    [t('console.supervisor.handling_time'), time(figures.handling_s)],
    [t('console.supervisor.transfer_rate'), share(figures.transfer_rate)],
    ...(occupancy === null ? [] : [[t('console.supervisor.occupancy'), share(occupancy)] as const]),
    [
      t('console.supervisor.first_contact'),
      first_contact.measured === 0
        ? '—'
        : percentage(first_contact.resolved / first_contact.measured, manner),
    ],
    [
      t('console.supervisor.call_backs'),
      call_backs.made === 0 ? '—' : `${call_backs.reached} / ${call_backs.made}`,
    ],
  ];
  return (
    <dl className="desk-figures">
      {cards.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const time = (seconds: number | null): string => (seconds === null ? '—' : minutesAndSeconds(seconds));

interface TableRow {
  readonly key: string;
  readonly name: string;
  readonly counts: CallCounts;
  readonly queue: SupervisedQueue;
}

function CountsTable({ title, first, rows }: { title: string; first: string; rows: readonly TableRow[] }) {
  const { t, manner } = useWords();
  const heads = ['offered', 'answered', 'abandoned', 'short', 'missed', 'closed'] as const;
  const shares = ['level', 'answer_time'] as const;
  const more = ['handling_time', 'transferred'] as const;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="table-card" tabIndex={0} aria-label={title}>
      <table className="plain-table figures-table">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {[...heads, ...shares, ...more].map((head) => (
              <th key={head} scope="col" className="figure-cell">
                {t(`console.supervisor.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, counts, queue }) => {
            const figures = figuresOf(counts);
            const level = chosenLevel(figures, queue.service_level);
            const isReached = level !== null && level * 100 >= queue.target_percent;
            return (
              <tr key={key}>
                <th scope="row">{name}</th>
                {heads.map((head) => (
                  <Cell key={head} label={t(`console.supervisor.${head}`)}>
                    {wholeNumber(counts[head], manner)}
                  </Cell>
                ))}
                <Cell label={t('console.supervisor.level')}>
                  {level === null ? '—' : preciseShare(level * 100, manner)}
                  {level !== null && (
                    <span className="soft small">
                      {' '}
                      {t(isReached ? 'console.supervisor.reached' : 'console.supervisor.not_reached')}
                    </span>
                  )}
                </Cell>
                <Cell label={t('console.supervisor.answer_time')}>{time(figures.answer_s)}</Cell>
                <Cell label={t('console.supervisor.handling_time')}>{time(figures.handling_s)}</Cell>
                <Cell label={t('console.supervisor.transferred')}>
                  {wholeNumber(counts.transferred, manner)}
                </Cell>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <td className="figure-cell" data-label={label}>
      {children}
    </td>
  );
}

function AgentsTable({ agents }: { agents: Told['agents'] }) {
  const { t, manner } = useWords();
  const heads = ['logged', 'paused', 'calls', 'handling_time', 'occupancy'] as const;
  const title = t('console.supervisor.by_agent');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="table-card" tabIndex={0} aria-label={title}>
      <table className="plain-table figures-table">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('console.supervisor.agent')}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="figure-cell">
                {t(`console.supervisor.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {agents.map(({ user_id, name, logged_s, paused_s, answered, handled_s }) => {
            const occupancy = occupancyOf(handled_s, logged_s - paused_s);
            return (
              <tr key={user_id}>
                <th scope="row">{name}</th>
                <Cell label={t('console.supervisor.logged')}>{minutesAndSeconds(logged_s)}</Cell>
                <Cell label={t('console.supervisor.paused')}>{minutesAndSeconds(paused_s)}</Cell>
                <Cell label={t('console.supervisor.calls')}>{wholeNumber(answered, manner)}</Cell>
                <Cell label={t('console.supervisor.handling_time')}>
                  {answered === 0 ? '—' : minutesAndSeconds(handled_s / answered)}
                </Cell>
                <Cell label={t('console.supervisor.occupancy')}>
                  {occupancy === null ? '—' : percentage(occupancy, manner)}
                </Cell>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** What each queue promises, and how it is measured. */
function Goals({ queues }: { queues: readonly SupervisedQueue[] }) {
  const { t } = useWords();
  const may = useMay();
  const [changed, setChanged] = useState<SupervisedQueue | null>(null);
  return (
    <section className="stack">
      <h3>{t('console.supervisor.goals')}</h3>
      <ul className="goals">
        {queues.map((queue) => (
          <li key={queue.id} className="row">
            <span className="grow">
              <strong>{queue.name}</strong>{' '}
              {t(`console.supervisor.goal_${queue.service_level}`, {
                ...{ percent: queue.target_percent, seconds: queue.answer_within_s },
                short: queue.short_abandon_s,
              })}
            </span>
            {may('configuration.edit') && (
              <Button
                aria-label={t('console.supervisor.change_goal_of', { name: queue.name })}
                onClick={() => setChanged(queue)}
              >
                {t('console.supervisor.change_goal')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {changed !== null && <QueueGoalDialog queue={changed} onClose={() => setChanged(null)} />}
    </section>
  );
}
