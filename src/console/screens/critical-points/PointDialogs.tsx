import { useState } from 'react';
import { pointResults, type PointResult } from '../../../core/critical-points/point.ts';
import type { CriticalPointPage } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx';

interface Props {
  readonly point: CriticalPointPage;
  readonly onClose: () => void;
}

const refresh = [['critical-points'], ['critical-point']];

function useDone(onClose: () => void) {
  const { t } = useWords();
  return {
    refresh,
    done: () => {
      announce({ text: t('console.saved') });
      onClose();
    },
  };
}

/** Who sees to it, what is to be done, and in how many business days. */
export function PlanPoint({ point, onClose }: Props) {
  const { t } = useWords();
  const [owner_id, setOwner] = useState(point.owner?.id ?? '');
  const [days, setDays] = useState('10');
  const [plan, setPlan] = useState(point.plan ?? '');
  const write = useWrite('plan_critical_point', useDone(onClose));
  const business_days = Number(days);
  const isDays = Number.isInteger(business_days) && business_days >= 1 && business_days <= 120;
  const missing = owner_id === '' || plan.trim() === '' || !isDays;
  return (
    <DialogBox
      title={t('console.critical.plan')}
      onClose={onClose}
      foot={
        <Button
          look="primary"
          isBusy={write.isPending}
          reason={missing ? t('console.fill_in') : null}
          onClick={() =>
            write.mutate({
              params: { id: point.id },
              body: { version: point.version, owner_id, business_days, plan },
            })
          }
        >
          {t('console.save')}
        </Button>
      }
    >
      <div className="stack">
        <SelectField
          label={t('console.critical.owner')}
          none={t('console.choose')}
          options={point.owners.map(({ id, name }) => ({ value: id, label: name }))}
          value={owner_id}
          onChange={({ target }) => setOwner(target.value)}
        />
        <TextField
          type="number"
          min={1}
          max={120}
          label={t('console.critical.business_days')}
          value={days}
          onChange={({ target }) => setDays(target.value)}
        />
        <TextArea
          label={t('console.critical.what_to_do')}
          help={t('console.critical.no_personal_data')}
          rows={4}
          maxLength={2000}
          value={plan}
          onChange={({ target }) => setPlan(target.value)}
        />
      </div>
    </DialogBox>
  );
}

/** What was done or found. */
export function NotePoint({ point, onClose }: Props) {
  const { t } = useWords();
  const [note, setNote] = useState('');
  const write = useWrite('note_critical_point', useDone(onClose));
  return (
    <DialogBox
      title={t('console.critical.add_note')}
      onClose={onClose}
      foot={
        <Button
          look="primary"
          isBusy={write.isPending}
          reason={note.trim() === '' ? t('console.fill_in') : null}
          onClick={() => write.mutate({ params: { id: point.id }, body: { version: point.version, note } })}
        >
          {t('console.save')}
        </Button>
      }
    >
      <TextArea
        label={t('console.critical.note')}
        help={t('console.critical.no_personal_data')}
        rows={4}
        maxLength={2000}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
    </DialogBox>
  );
}

/** What came of it. */
export function ClosePoint({ point, onClose }: Props) {
  const { t } = useWords();
  const [result, setResult] = useState<PointResult | ''>('');
  const [note, setNote] = useState('');
  const write = useWrite('close_critical_point', useDone(onClose));
  const missing = result === '' || note.trim() === '';
  return (
    <DialogBox
      title={t('console.critical.close')}
      onClose={onClose}
      foot={
        <Button
          look="primary"
          isBusy={write.isPending}
          reason={missing ? t('console.fill_in') : null}
          onClick={() =>
            result !== '' &&
            write.mutate({ params: { id: point.id }, body: { version: point.version, result, note } })
          }
        >
          {t('console.critical.close')}
        </Button>
      }
    >
      <div className="stack">
        <SelectField
          label={t('console.critical.outcome')}
          none={t('console.choose')}
          options={pointResults.map((one) => ({ value: one, label: t(`console.critical.result.${one}`) }))}
          value={result}
          onChange={({ target }) => setResult(target.value as PointResult | '')}
        />
        <TextArea
          label={t('console.critical.what_came')}
          help={t('console.critical.no_personal_data')}
          rows={4}
          maxLength={2000}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      </div>
    </DialogBox>
  );
}
