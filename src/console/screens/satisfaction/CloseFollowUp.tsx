import { useState } from 'react';
import { CAUSES, type Cause } from '../../../core/satisfaction/follow-up.ts';
import type { FollowUp } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { SelectField, TextArea } from '../../ui/Field.tsx';

/** What was behind the answer, and what was done about it. */
export function CloseFollowUp({ item, onClose }: { item: FollowUp; onClose: () => void }) {
  const { t } = useWords();
  const [cause, setCause] = useState<Cause | ''>('');
  const [note, setNote] = useState('');
  const close = useWrite('close_follow_up', {
    refresh: [['follow-ups'], ['satisfaction']],
    done: () => {
      announce({ text: t('console.saved') });
      onClose();
    },
  });
  const missing = cause === '' || note.trim() === '';
  return (
    <DialogBox
      title={t('console.follow_up.close')}
      onClose={onClose}
      foot={
        <Button
          look="primary"
          isBusy={close.isPending}
          reason={missing ? t('console.fill_in') : null}
          onClick={() =>
            cause !== '' &&
            close.mutate({ params: { id: item.id }, body: { version: item.version, cause, note } })
          }
        >
          {t('console.follow_up.close')}
        </Button>
      }
    >
      <div className="stack">
        <SelectField
          label={t('console.follow_up.cause')}
          none={t('console.choose')}
          options={CAUSES.map((one) => ({ value: one, label: t(`survey_cause.${one}`) }))}
          value={cause}
          onChange={(event) => setCause(event.target.value as Cause | '')}
        />
        <TextArea
          label={t('console.follow_up.note')}
          help={t('console.follow_up.note_help')}
          rows={5}
          maxLength={4000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </DialogBox>
  );
}
