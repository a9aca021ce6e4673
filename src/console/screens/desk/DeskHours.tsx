import { useQuery } from '@tanstack/react-query';
import { opensSaid } from '../../../core/channel-hours/opening-words.ts';
import { clockTime, weekdayName } from '../../../core/language/format.ts';
import type { Channel, DeskHours as Hours } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Icon } from '../../ui/Icon.tsx';

type Door = Hours['items'][number]['doors'][number];

const often_ms = 60_000;

function useHours() {
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['desk-hours'],
    queryFn: ({ signal }) => call('get_desk_hours', { signal }),
    refetchInterval: often_ms,
  });
  return { items: data?.items ?? [], now: new Date(dataUpdatedAt).toISOString() };
}

/** How the door in use stands, and where it is shut, what to say; nothing where it keeps no hours. */
export function DoorInUse({ channel }: { channel: Channel }) {
  const { t } = useWords();
  const { items, now } = useHours();
  const standing = useStanding(now);
  const door = items[0]?.doors.find(({ code }) => code === channel);
  if (door === undefined || door.standing === null) return null;
  const { opens_at } = door.standing;
  return (
    <div aria-live="polite">
      <p className="soft small">
        <Icon name={door.standing.is_open ? 'check' : 'clock'} /> {standing(door)}
      </p>
      {!door.standing.is_open && (
        <p className="desk-script">
          <span className="label">{t('console.desk.hours_say')}</span>{' '}
          {opens_at === null
            ? t('console.desk.hours_say_shut')
            : t('console.desk.hours_say_closed', { when: standing.when(opens_at) })}
        </p>
      )}
    </div>
  );
}

/** In words: open until when, or shut until when. */
function useStanding(now: string) {
  const { t, manner } = useWords();
  const when = (opens_at: string) => opensSaid(t, { opens_at, now }, manner);
  const said = ({ name, standing }: Pick<Door, 'name' | 'standing'>): string => {
    if (standing === null) return name;
    const { closes_at, opens_at } = standing;
    if (closes_at !== null)
      return t('console.desk.hours_open', { door: name, time: clockTime(closes_at, manner) });
    if (opens_at === null) return t('console.desk.hours_shut', { door: name });
    return t('console.desk.hours_closed', { door: name, when: when(opens_at) });
  };
  return Object.assign(said, { when });
}

/** Every door of the city with its week, so that whoever asks is told. */
export function DeskHours() {
  const { t } = useWords();
  const hours = useHours();
  const standing = useStanding(hours.now);
  const items = hours.items.filter(({ doors, queues }) => doors.length + queues.length > 0);
  if (items.length === 0) return null;
  return (
    <details className="card">
      <summary>{t('console.desk.hours')}</summary>
      {items.map(({ authority, doors, queues }) => (
        <section key={authority.id} aria-label={authority.name}>
          <h3>{authority.name}</h3>
          <ul className="stack-tight">
            {doors.map((door) => (
              <DoorLine key={door.code} {...{ door, now: hours.now }} />
            ))}
            {queues.map((queue) => (
              <li key={queue.name}>
                {standing({ ...queue, name: t('console.desk.hours_queue', { name: queue.name }) })}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}

function DoorLine({ door, now }: { door: Door; now: string }) {
  const { t, manner } = useWords();
  const standing = useStanding(now);
  const day = (weekday: number) => weekdayName(weekday, manner);
  return (
    <li>
      {standing(door)}
      {door.week.map(({ from, until, hours }) => (
        <span key={from} className="block soft small">
          {from === until ? day(from) : t('console.desk.hours_days', { from: day(from), until: day(until) })}:{' '}
          {hours.map(({ opens, closes }) => `${opens}–${closes}`).join(', ')}
        </span>
      ))}
    </li>
  );
}
