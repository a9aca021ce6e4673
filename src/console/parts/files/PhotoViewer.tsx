import { useEffect, type ReactNode } from 'react';
import { inCity } from '../../api/client.ts';
import '../../css/files.css';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import type { FileAtHand } from './use-file-act.ts';

interface Props<F> {
  readonly photos: readonly F[];
  /** Which one is shown; one that is not there closes nothing, the first is shown. */
  readonly at: string;
  readonly onMove: (id: string) => void;
  readonly onClose: () => void;
  /** What can be done with the photo that is shown. */
  readonly children: (photo: F) => ReactNode;
}

/** One photo as large as the window, and the others by arrow keys. */
export function PhotoViewer<F extends FileAtHand>({ photos, at, onMove, onClose, children }: Props<F>) {
  const { t } = useWords();
  const index = Math.max(
    0,
    photos.findIndex(({ id }) => id === at),
  );
  const photo = photos[index];
  const [previous, next] = [photos[index - 1], photos[index + 1]];
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // A window on top of this one has the arrows to itself.
      if (document.querySelectorAll('[role=dialog]').length > 1) return;
      const to = event.key === 'ArrowLeft' ? previous : event.key === 'ArrowRight' ? next : undefined;
      if (to !== undefined) onMove(to.id);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
  if (photo === undefined) return null;
  return (
    <DialogBox
      title={photo.display_name}
      width="wide"
      onClose={onClose}
      foot={
        <>
          <Turn icon="left" to={previous} none={t('console.files.first_photo')} onMove={onMove}>
            {t('console.files.previous_photo')}
          </Turn>
          <span className="soft photo-count" aria-live="polite">
            {t('console.files.photo_of', { number: String(index + 1), count: photos.length })}
          </span>
          <Turn icon="right" to={next} none={t('console.files.last_photo')} onMove={onMove}>
            {t('console.files.next_photo')}
          </Turn>
          <span className="grow" />
          {children(photo)}
        </>
      }
    >
      <img className="photo-whole" src={inCity(photo.url)} alt={photo.alt_text ?? photo.display_name} />
      {photo.alt_text && <p className="soft">{photo.alt_text}</p>}
    </DialogBox>
  );
}

interface TurnProps {
  readonly icon: 'left' | 'right';
  readonly to: FileAtHand | undefined;
  readonly none: string;
  readonly onMove: (id: string) => void;
  readonly children: string;
}

function Turn({ icon, to, none, onMove, children }: TurnProps) {
  return (
    <Button
      {...{ icon, 'aria-label': children, reason: to === undefined ? none : null }}
      onClick={() => to && onMove(to.id)}
    />
  );
}
