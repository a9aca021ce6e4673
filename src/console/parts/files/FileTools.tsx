import { lazy, Suspense, useState } from 'react';
import '../../css/files.css';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import type { FileAtHand, PetitionAtHand } from './use-file-act.ts';

const RemoveFileDialog = lazy(() =>
  import('./RemoveFileDialog.tsx').then((file) => ({ default: file.RemoveFileDialog })),
);
const CoverDialog = lazy(() => import('./CoverDialog.tsx').then((file) => ({ default: file.CoverDialog })));

interface Props {
  readonly petition: PetitionAtHand;
  readonly file: FileAtHand;
  /** Why it may not be done; null when it may. */
  readonly reason: string | null;
  /** Once it is off, or covered: with the id of the copy that took its place. */
  readonly onDone?: (copy_id: string | null) => void;
}

/** What moderation can do with one file: take it off, and cover parts of a photo that others may see. */
export function FileTools({ petition, file, reason, onDone }: Props) {
  const { t } = useWords();
  const [open, setOpen] = useState<'remove' | 'cover' | null>(null);
  const canBeCovered =
    file.media_type.startsWith('image/') && file.audience !== 'staff' && (file.reply_id ?? null) === null;
  const close = () => setOpen(null);
  const done = (copy_id: string | null) => {
    close();
    onDone?.(copy_id);
  };
  const name = file.display_name;
  return (
    <span className="file-tools">
      {canBeCovered && (
        <Button
          look="link"
          reason={reason}
          aria-label={t('console.files.cover_named', { name })}
          onClick={() => setOpen('cover')}
        >
          {t('console.files.cover')}
        </Button>
      )}
      <Button
        look="link"
        reason={reason}
        aria-label={t('console.files.remove_named', { name })}
        onClick={() => setOpen('remove')}
      >
        {t('console.files.remove')}
      </Button>
      {open !== null && (
        <Suspense>
          {open === 'remove' ? (
            <RemoveFileDialog {...{ petition, file }} onClose={close} onDone={() => done(null)} />
          ) : (
            <CoverDialog {...{ petition, file }} onClose={close} onDone={done} />
          )}
        </Suspense>
      )}
    </span>
  );
}
