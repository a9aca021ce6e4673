import { useState } from 'react';
import { queueHoursFrom } from '../../../../core/telephony/queue-hours.ts';
import type { TelephonySettings } from '../../../api.generated.ts';
import { useMay } from '../../../api/session.ts';
import { useWords } from '../../../language/words.ts';
import { Check, SelectField, TextField } from '../../../ui/Field.tsx';
import { EditDialog } from '../../administration/EditDialog.tsx';
import { useSave } from '../../administration/use-save.ts';
import { WeekHours } from '../../administration/WeekHours.tsx';

type Queue = TelephonySettings['queues'][number];
const refresh = [['telephony-settings'], ['telephony']];

/** What a queue is called here, when it is open, and whether who hangs up in it is called back. */
export function QueueDialog({ queue, onClose }: { queue: Queue; onClose: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const [name, setName] = useState(queue.name);
  const [calls_back, setCallsBack] = useState(queue.calls_back);
  const [is_active, setActive] = useState(queue.is_active);
  const [hours_from, setFrom] = useState(queue.hours_from);
  const [own_hours, setHours] = useState<Queue['own_hours']>(queue.own_hours);
  const write = useSave('save_call_queue', {
    ...{ refresh, done: onClose },
    named: (field) => t(field === 'name' ? 'console.telephony.name' : 'console.telephony.hours'),
  });
  return (
    <EditDialog
      title={queue.name}
      isBusy={write.isBusy}
      problem={write.problem}
      reason={may('configuration.edit') ? null : t('console.no_permission')}
      onClose={onClose}
      onSave={() =>
        write.save({
          params: { id: queue.id },
          body: { name, calls_back, is_active, hours_from, own_hours },
        })
      }
    >
      <TextField
        {...{ label: t('console.telephony.name'), value: name }}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField
        {...{ label: t('console.telephony.hours'), value: hours_from }}
        help={t('console.telephony.hours_help')}
        options={queueHoursFrom.map((value) => ({
          ...{ value, label: t(`console.telephony.hours_from.${value}`) },
        }))}
        onChange={(event) => setFrom(event.target.value as typeof hours_from)}
      />
      {hours_from === 'own' && <WeekHours hours={own_hours} onChange={(hours) => setHours([...hours])} />}
      <div className="wide stack-tight">
        <Check
          label={t('console.telephony.calls_back_long')}
          checked={calls_back}
          onChange={(event) => setCallsBack(event.target.checked)}
        />
        <Check
          label={t('console.admin.is_active')}
          checked={is_active}
          onChange={(event) => setActive(event.target.checked)}
        />
      </div>
    </EditDialog>
  );
}
