import { useState } from 'react';
import type { TelephonySettings } from '../../../api.generated.ts';
import { useMay } from '../../../api/session.ts';
import { useWords } from '../../../language/words.ts';
import { Check, TextField } from '../../../ui/Field.tsx';
import { EditDialog } from '../../administration/EditDialog.tsx';
import { useSave } from '../../administration/use-save.ts';

type Queue = TelephonySettings['queues'][number];
const refresh = [['telephony-settings']];

/** What a queue is called here, and whether who hangs up in it is called back. */
export function QueueDialog({ queue, onClose }: { queue: Queue; onClose: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const [name, setName] = useState(queue.name);
  const [calls_back, setCallsBack] = useState(queue.calls_back);
  const [is_active, setActive] = useState(queue.is_active);
  const write = useSave('save_call_queue', { refresh, done: onClose });
  return (
    <EditDialog
      title={queue.name}
      isBusy={write.isBusy}
      problem={write.problem}
      reason={may('configuration.edit') ? null : t('console.no_permission')}
      onClose={onClose}
      onSave={() => write.save({ params: { id: queue.id }, body: { name, calls_back, is_active } })}
    >
      <TextField
        {...{ label: t('console.telephony.name'), value: name }}
        onChange={(event) => setName(event.target.value)}
      />
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
