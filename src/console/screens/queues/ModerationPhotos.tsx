import { useEffect, useRef, useState } from 'react';
import type { ModerationItem } from '../../api.generated.ts';
import { inCity } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { FileTools } from '../../parts/files/FileTools.tsx';
import { PhotoViewer } from '../../parts/files/PhotoViewer.tsx';
import { Check } from '../../ui/Field.tsx';
import { isShown, type ModerationDraft } from './moderation-draft.ts';

type Photo = ModerationItem['files'][number];
interface Props {
  readonly item: ModerationItem;
  readonly draft: ModerationDraft;
  readonly onShow: (shown: ModerationDraft['shown']) => void;
}

/** The photos, large enough to judge, each with its choice and what can be done with it. */
export function ModerationPhotos({ item, draft, onShow }: Props) {
  const { t } = useWords();
  const { petition, files } = item;
  const group = useRef<HTMLFieldSetElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const awaited = useRef<string | null>(null);
  useEffect(() => {
    const copy_id = awaited.current;
    if (copy_id === null || !files.some(({ id }) => id === copy_id)) return;
    awaited.current = null;
    // The button that had the keyboard went with the photo: its copy gets it.
    if (at === null) group.current?.querySelector<HTMLElement>(`[data-photo="${copy_id}"] button`)?.focus();
  }, [at, files]);
  const show = (id: string, isOn: boolean) => onShow({ ...draft.shown, [id]: isOn });
  const done = (photo: Photo, copy_id: string | null) => {
    // What comes back one day is looked at again before it is shown.
    show(photo.id, false);
    awaited.current = copy_id;
    if (copy_id === null) setAt(null);
    else if (at !== null) setAt(copy_id);
  };
  const tools = (photo: Photo) => (
    <FileTools
      key={photo.id}
      {...{ petition, file: photo, reason: null }}
      onDone={(copy_id) => done(photo, copy_id)}
    />
  );
  const choice = (photo: Photo) => (
    <Check
      {...{ label: t('console.moderate.show'), checked: isShown(photo, draft) }}
      aria-label={t('console.moderate.show_named', { name: photo.display_name })}
      onChange={(event) => show(photo.id, event.target.checked)}
    />
  );
  return (
    <fieldset ref={group} className="stack-tight">
      <legend className="label">{t('console.moderate.photos')}</legend>
      <div className="photo-choices">
        {files.map((photo) => (
          <div key={photo.id} className="photo-choice" data-photo={photo.id}>
            <button
              type="button"
              className="photo-open"
              aria-label={t('console.files.enlarge', { name: photo.alt_text ?? photo.display_name })}
              onClick={() => setAt(photo.id)}
            >
              <img src={inCity(photo.url)} alt="" />
            </button>
            {choice(photo)}
            {tools(photo)}
          </div>
        ))}
      </div>
      {at !== null && (
        <PhotoViewer {...{ photos: files, at, onMove: setAt, onClose: () => setAt(null) }}>
          {(photo) => (
            <>
              {choice(photo)}
              {tools(photo)}
            </>
          )}
        </PhotoViewer>
      )}
    </fieldset>
  );
}
