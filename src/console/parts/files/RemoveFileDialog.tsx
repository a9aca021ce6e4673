import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { useFileAct, type FileAtHand, type PetitionAtHand } from './use-file-act.ts';

interface Props {
  readonly petition: PetitionAtHand;
  readonly file: FileAtHand;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Takes a file off, with the reason that history keeps. */
export function RemoveFileDialog({ petition, file, onClose, onDone }: Props) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const said = t('console.petition.done', {
    folio: petition.folio,
    action: t('console.act.remove_file'),
  });
  const act = useFileAct(petition, { said, onDone });
  return (
    <DialogBox
      title={`${t('console.act.remove_file')} · ${file.display_name}`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('console.cancel')}</Button>
          <Button
            look="danger"
            isBusy={act.isBusy}
            reason={reason.trim() === '' ? t('console.fill_in') : null}
            onClick={() => act.run('remove_file', { file_id: file.id, reason })}
          >
            {t('console.act.remove_file')}
          </Button>
        </>
      }
    >
      {act.problem && (
        <p className="notice" data-tone="late" role="alert">
          {act.problem}
        </p>
      )}
      <p className="soft">{t('console.files.remove_help')}</p>
      <TextArea
        {...{ label: t('console.field.reason'), value: reason, rows: 3, maxLength: 500 }}
        onChange={(event) => setReason(event.target.value)}
      />
    </DialogBox>
  );
}
