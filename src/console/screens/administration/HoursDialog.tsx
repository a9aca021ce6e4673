import { useState } from 'react';
import type { ChannelHours } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { EditDialog } from './EditDialog.tsx';
import { useSave } from './use-save.ts';
import { WeekHours } from './WeekHours.tsx';

type OfAuthority = ChannelHours['items'][number];
type Door = OfAuthority['channels'][number];
type Stretch = Door['hours'][number];

interface Props {
  readonly authority: OfAuthority['authority'];
  readonly door: Door;
  readonly onClose: () => void;
}

const refresh = [['channel-hours']];

/** The week of one door: for each day from when until when; a break at midday is two stretches. */
export function HoursDialog({ authority, door, onClose }: Props) {
  const { t } = useWords();
  const [hours, setHours] = useState<readonly Stretch[]>(door.hours);
  const target = { authority_id: authority.id, channel: door.code };
  const back = useSave('set_channel_hours', { refresh });
  const { save, isBusy, problem } = useSave('set_channel_hours', {
    refresh,
    done: onClose,
    undo: () => back.save({ body: { ...target, before: [...hours], hours: door.hours } }),
  });
  return (
    <EditDialog
      {...{ title: `${door.name} · ${authority.name}`, isBusy, problem, onClose }}
      onSave={() => save({ body: { ...target, before: door.hours, hours: [...hours] } })}
    >
      <p className="wide soft">{t('console.admin.hours.holidays')}</p>
      <WeekHours hours={hours} onChange={setHours} />
    </EditDialog>
  );
}
