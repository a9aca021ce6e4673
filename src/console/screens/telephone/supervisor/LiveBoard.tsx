import { useQuery } from '@tanstack/react-query';
import { clockTime, shortInstant, wholeNumber } from '../../../../core/language/format.ts';
import type { QueueBoard } from '../../../api.generated.ts';
import { call } from '../../../api/client.ts';
import { useTold } from '../../../api/live.ts';
import { useWords } from '../../../language/words.ts';
import { Icon, type IconName } from '../../../ui/Icon.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { minutesAndSeconds } from '../../desk/duration.ts';
import { useNow } from '../use-now.ts';

/** Calls come and go by the second and are told of; while nothing is told they are asked for. */
const asked_ms = 3_000;
const told_ms = 30_000;

/** Who waits, who speaks and what each agent does, counted on by the second between two looks. */
export function LiveBoard() {
  const { t, manner } = useWords();
  const isTold = useTold();
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['telephony', 'board'],
    queryFn: ({ signal }) => call('get_queue_board', { signal }),
    refetchInterval: isTold ? told_ms : asked_ms,
    staleTime: 0,
  });
  const now = useNow();
  if (data === undefined) return error ? <Problem error={error} onRetry={() => void refetch()} /> : null;
  if (data.queues.length === 0) return null;
  // Durations are by the server's clock, whatever this computer's says.
  const there = Date.parse(data.at) + Math.max(0, now - dataUpdatedAt);
  const lasting = (since: string) => minutesAndSeconds(Math.max(0, (there - Date.parse(since)) / 1000));
  const away = data.exchanges.filter(({ link }) => link !== 'up');
  return (
    <section className="stack" aria-labelledby="live-board">
      <div className="page-head">
        <h2 id="live-board">{t('console.supervisor.live')}</h2>
        <span className="soft small">
          {t('console.supervisor.as_of', { time: clockTime(data.at, manner) })}
          {error && ` · ${t('console.supervisor.not_fresh')}`}
        </span>
      </div>
      {away.map(({ name, link }) => (
        <p key={name} className="notice" data-tone="soon">
          <Icon name="late" /> {t(`console.supervisor.link_${link === 'up' ? 'down' : link}`, { name })}
        </p>
      ))}
      <QueuesNow queues={data.queues} lasting={lasting} there={there} />
      <AgentsNow agents={data.agents} lasting={lasting} />
    </section>
  );
}

interface QueuesProps {
  readonly queues: QueueBoard['queues'];
  readonly lasting: (since: string) => string;
  readonly there: number;
}

function QueuesNow({ queues, lasting, there }: QueuesProps) {
  const { t, manner } = useWords();
  const heads = ['queue', 'waiting', 'longest', 'speaking'] as const;
  return (
    <div className="table-card">
      <table className="plain-table">
        <caption className="visually-hidden">{t('console.supervisor.queues_now')}</caption>
        <thead>
          <tr>
            {heads.map((head, n) => (
              <th key={head} scope="col" className={n === 0 ? undefined : 'figure-cell'}>
                {t(`console.supervisor.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => {
            const { id, name, waiting, waiting_since, speaking, answer_within_s } = queue;
            const isLate =
              waiting_since !== null && there - Date.parse(waiting_since) > answer_within_s * 1000;
            return (
              <tr key={id}>
                <th scope="row">
                  {name}
                  {queue.is_open === false && <Closed opens_at={queue.opens_at} />}
                </th>
                <td className="figure-cell big-number" data-label={t('console.supervisor.waiting')}>
                  {wholeNumber(waiting, manner)}
                </td>
                <td className="figure-cell big-number" data-label={t('console.supervisor.longest')}>
                  {waiting_since === null ? '—' : lasting(waiting_since)}
                  {isLate && (
                    <span className="tone-late">
                      {' '}
                      <Icon name="late" /> {t('console.supervisor.beyond', { seconds: answer_within_s })}
                    </span>
                  )}
                </td>
                <td className="figure-cell big-number" data-label={t('console.supervisor.speaking')}>
                  {wholeNumber(speaking, manner)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Under the name of a queue that is not open now. */
function Closed({ opens_at }: { opens_at: string | null }) {
  const { t, manner } = useWords();
  return (
    <div className="soft small">
      {opens_at === null
        ? t('console.supervisor.queue_closed')
        : t('console.supervisor.queue_opens', { when: shortInstant(opens_at, manner) })}
    </div>
  );
}

type Doing = QueueBoard['agents'][number]['doing'];
const icons: Readonly<Record<Doing, IconName>> = {
  ...{ ringing: 'phone', talking: 'phone', holding: 'pause' },
  ...{ available: 'check', wrap_up: 'note', paused: 'pause' },
};

function AgentsNow({ agents, lasting }: { agents: QueueBoard['agents']; lasting: QueuesProps['lasting'] }) {
  const { t, code, count } = useWords();
  if (agents.length === 0) return <p className="soft">{t('console.supervisor.nobody')}</p>;
  const many = (Object.keys(icons) as Doing[]).flatMap((doing) => {
    const n = agents.filter((one) => one.doing === doing).length;
    return n === 0 ? [] : [`${code('console.supervisor.doing', doing)}: ${n}`];
  });
  return (
    <>
      <p>
        <strong>{count('console.supervisor.agents', agents.length)}</strong>{' '}
        <span className="soft">{many.join(' · ')}</span>
      </p>
      <ul className="agents-now">
        {agents.map(({ user_id, name, doing, reason, since, queue }) => (
          <li key={user_id} data-doing={doing}>
            <Icon name={icons[doing]} />
            <span className="grow">
              <strong>{name}</strong>
              <span className="soft small">
                {code('console.supervisor.doing', doing)}
                {reason !== null && ` (${code('console.supervisor.pause', reason)})`}
                {queue !== null && ` · ${queue}`}
              </span>
            </span>
            <span className="big-number">{lasting(since)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
