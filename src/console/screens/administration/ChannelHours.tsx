import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { opensSaid } from '../../../core/channel-hours/opening-words.ts';
import { weekdayName } from '../../../core/language/format.ts';
import type { ChannelHours as Hours } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { HoursDialog } from './HoursDialog.tsx';
import { SectionHead } from './SectionHead.tsx';
import { SeeAlso } from './SeeAlso.tsx';

type OfAuthority = Hours['items'][number];
type Door = OfAuthority['channels'][number];

/** When each door of each authority is open; the portal, the desk and the kiosk tell the same. */
export function ChannelHours() {
  const { t } = useWords();
  const [edited, setEdited] = useState<{ authority: OfAuthority['authority']; door: Door } | null>(null);
  const { data, dataUpdatedAt, error, isPending, refetch } = useQuery({
    queryKey: ['channel-hours'],
    queryFn: ({ signal }) => call('list_channel_hours', { signal }),
  });
  const now = new Date(dataUpdatedAt).toISOString();
  return (
    <>
      <SectionHead title={t('console.admin.section.hours')} help={t('console.admin.hours.help')}>
        <SeeAlso to={['desk', 'telephony']} />
      </SectionHead>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data?.items.map(({ authority, channels }, at) => (
        <details key={authority.id} className="card" open={at === 0}>
          <summary>
            <h2 className="inline">{authority.name}</h2>
          </summary>
          <ul className="stack-tight">
            {channels.map((door) => (
              <DoorLine key={door.code} {...{ door, now }} onEdit={() => setEdited({ authority, door })} />
            ))}
          </ul>
        </details>
      ))}
      {edited && <HoursDialog {...edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function DoorLine({ door, now, onEdit }: { door: Door; now: string; onEdit: () => void }) {
  const { t, manner } = useWords();
  const may = useMay();
  const { standing } = door;
  const day = (weekday: number) => weekdayName(weekday, manner);
  return (
    <li className="row door-line">
      <strong className="door-name">{door.name}</strong>
      <span className="grow">
        {door.week.length === 0 && <span className="soft">{t('console.admin.hours.none')}</span>}
        {door.week.map(({ from, until, hours }) => (
          <span key={from} className="block">
            {from === until
              ? day(from)
              : t('console.admin.hours.days', { from: day(from), until: day(until) })}
            : {hours.map(({ opens, closes }) => `${opens}–${closes}`).join(', ')}
          </span>
        ))}
      </span>
      {standing && (
        <span className="soft small">
          {standing.is_open ? t('console.admin.hours.open') : t('console.admin.hours.closed')}
          {standing.opens_at !== null &&
            ` · ${t('console.admin.hours.opens_at', { when: opensSaid(t, { opens_at: standing.opens_at, now }, manner) })}`}
        </span>
      )}
      <Button
        icon="note"
        reason={may('configuration.edit') ? null : t('console.no_permission')}
        onClick={onEdit}
      >
        {t('console.edit')} <span className="visually-hidden">{door.name}</span>
      </Button>
    </li>
  );
}
