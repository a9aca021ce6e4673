import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
// Screens outside the administration open it too.
import '../../css/administration.css';

interface Props {
  readonly title: string;
  readonly isBusy: boolean;
  readonly problem: string | null;
  readonly onClose: () => void;
  readonly onSave: () => void;
  /** The words of the button, where it is not plainly «save». */
  readonly action?: string;
  readonly reason?: string | null;
  readonly children: ReactNode;
}

/** A form in a window; what was typed stays when the server says no. */
export function EditDialog({ title, isBusy, problem, onClose, onSave, action, reason, children }: Props) {
  const { t } = useWords();
  return (
    <DialogBox title={title} onClose={onClose} width="wide">
      <form
        className="admin-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!reason && !isBusy) onSave();
        }}
      >
        {problem && (
          <p className="notice wide" data-tone="late" role="alert">
            {problem}
          </p>
        )}
        {children}
        <div className="row row-end">
          <Button onClick={onClose}>{t('console.cancel')}</Button>
          <Button type="submit" look="primary" isBusy={isBusy} reason={reason ?? null}>
            {action ?? t('console.save')}
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}
