import { useRef, useState } from 'react';
import { fileSize } from '../../../core/language/format.ts';
import { call, inCity, upload } from '../../api/client.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { PartProps } from './ChannelField.tsx';
import { whyNotFile, type FilingFile } from './filing-files.ts';

/** The same kinds as on the citizens' pages; the bytes decide. A telephone that keeps HEIC converts what is not named. */
const accepted = 'image/jpeg,image/png,image/webp,application/pdf';

/** The letter that was scanned, the photo that a visitor brought: stored at once, attached when it is filed. */
export function FilingFiles({ filing, catalogue, onAdd, onRemove }: Props) {
  const words = useWords();
  const { t, manner } = words;
  const input = useRef<HTMLInputElement>(null);
  const [waiting, setWaiting] = useState(0);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [isOver, setOver] = useState(false);
  const { at_most, max_bytes } = catalogue.photos;

  async function add(chosen: readonly File[]) {
    setProblems([]);
    let photos = filing.files.filter(isPhoto).length;
    for (const file of chosen) {
      const why = whyNotFile(file, { photos, limits: catalogue.photos });
      if (why !== null) {
        const said = t(`console.new.file_${why}`, { count: at_most, size: fileSize(max_bytes, manner) });
        setProblems((before) => [...before, `${file.name}: ${said}`]);
        continue;
      }
      setWaiting((count) => count + 1);
      try {
        const { id, display_name, media_type, bytes, url } = await upload('/files', file);
        onAdd({ id, name: display_name, media_type, bytes, url });
        if (media_type.startsWith('image/')) photos += 1;
      } catch (error) {
        setProblems((before) => [...before, `${file.name}: ${sentenceOf(error, words)}`]);
      }
      setWaiting((count) => count - 1);
    }
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is one more way; the button is for everybody
    <section
      className="stack drop-zone"
      aria-labelledby="files-title"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void add([...event.dataTransfer.files]);
      }}
    >
      <div className="row">
        <h2 id="files-title" className="grow">
          {t('console.new.files')}
        </h2>
        <input
          ref={input}
          type="file"
          multiple
          accept={accepted}
          className="visually-hidden"
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            void add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <Button look="quiet" icon="file" isBusy={waiting > 0} onClick={() => input.current?.click()}>
          {t('console.petition.add_file')}
        </Button>
      </div>
      <p className="soft small">
        {t('console.new.files_help', { count: at_most, size: fileSize(max_bytes, manner) })}
      </p>
      {problems.length > 0 && (
        <ul className="notice" data-tone="late" role="alert">
          {problems.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <ul className="filing-files" aria-live="polite" aria-label={t('console.new.files')}>
        {filing.files.map((file) => (
          <li key={file.id} className="row">
            {isPhoto(file) ? <img src={inCity(file.url)} alt="" /> : <Icon name="file" />}
            <a href={inCity(file.url)} target="_blank" rel="noreferrer" className="clip grow">
              {file.name}
            </a>
            <span className="soft small">{fileSize(file.bytes, manner)}</span>
            <Button
              look="quiet"
              icon="close"
              aria-label={t('console.new.remove_file', { name: file.name })}
              onClick={() => {
                onRemove(file.id);
                forgetFile(file.id);
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Props extends Omit<PartProps, 'onChange'> {
  readonly onAdd: (file: FilingFile) => void;
  readonly onRemove: (id: string) => void;
}

const isPhoto = ({ media_type }: FilingFile): boolean => media_type.startsWith('image/');

/** Takes the bytes away too; what is missed, the daily sweep takes. */
export function forgetFile(id: string): void {
  void call('remove_file', { params: { id } }).catch(() => undefined);
}
