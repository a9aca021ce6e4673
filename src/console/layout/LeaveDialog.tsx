import { useWords } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { DialogBox } from '../ui/DialogBox.tsx';

interface Props {
  readonly isBusy: boolean;
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

/** What was begun in this window goes with who leaves: asked before it is lost. */
export function LeaveDialog({ isBusy, onLeave, onStay }: Props) {
  const { t } = useWords();
  return (
    <DialogBox
      title={t('console.leaving.leave_title')}
      onClose={onStay}
      foot={
        <>
          <Button onClick={onStay}>{t('console.leaving.stay')}</Button>
          <Button look="primary" isBusy={isBusy} onClick={onLeave}>
            {t('console.leaving.leave_anyway')}
          </Button>
        </>
      }
    >
      <p>{t('console.leaving.leave_why')}</p>
    </DialogBox>
  );
}
