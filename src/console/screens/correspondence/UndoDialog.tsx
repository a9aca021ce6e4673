import { useState } from 'react';
import type { ApiError } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextField } from '../../ui/Field.tsx';
import { DeliveryProblem } from './DeliveryProblem.tsx';

interface Props {
  readonly title: string;
  readonly help?: string;
  readonly error: ApiError | null;
  readonly isBusy: boolean;
  readonly onUndo: (reason: string) => void;
  readonly onClose: () => void;
}

/** Taking back what was written down, with the reason that stays in its history. */
export function UndoDialog({ title, help, error, isBusy, onUndo, onClose }: Props) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  return (
    <DialogBox {...{ title, onClose }}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          onUndo(reason);
        }}
      >
        {help && <p>{help}</p>}
        <TextField
          {...{ label: t('console.letters.undo_reason'), value: reason, required: true, maxLength: 500 }}
          onChange={(event) => setReason(event.target.value)}
        />
        <DeliveryProblem error={error} />
        <Button type="submit" look="primary" icon="undo" isBusy={isBusy}>
          {t('console.letters.undo')}
        </Button>
      </form>
    </DialogBox>
  );
}
