import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { Choices, TextField } from '../../ui/Field.tsx';

interface Props {
  readonly folio: string;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onDone: (reason: string) => void;
}

const reasons = ['insults', 'advertising', 'others_data', 'repeated'] as const;

/** Why something is abuse, which history keeps for staff. */
export function QuarantineDialog({ folio, isBusy, onClose, onDone }: Props) {
  const { t } = useWords();
  const [reason, setReason] = useState<string>(reasons[0]);
  const [more, setMore] = useState('');
  const said = [t(`console.quarantine.${reason as (typeof reasons)[number]}`), more.trim()];
  return (
    <DialogBox
      title={`${t('console.moderation.quarantined')} · ${folio}`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('console.cancel')}</Button>
          <Button look="danger" isBusy={isBusy} onClick={() => onDone(said.filter(Boolean).join('. '))}>
            {t('console.quarantine.do')}
          </Button>
        </>
      }
    >
      <p className="soft">{t('console.quarantine.help')}</p>
      <Choices
        {...{ legend: t('console.field.reason'), name: 'reason', value: reason, onChange: setReason }}
        options={reasons.map((value) => ({ value, label: t(`console.quarantine.${value}`) }))}
      />
      <TextField
        {...{ label: t('console.quarantine.more'), value: more, maxLength: 300 }}
        onChange={(event) => setMore(event.target.value)}
      />
    </DialogBox>
  );
}
