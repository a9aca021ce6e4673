import { useRef, useState } from 'react';
import { fileSize } from '../../../core/language/format.ts';
import { inCity, upload } from '../../api/client.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import type { FilingFile } from '../new-petition/filing-files.ts';
import { forgetFile } from '../new-petition/FilingFiles.tsx';

const accepted = 'image/jpeg,image/png,image/webp,application/pdf';

interface Props {
  readonly files: readonly FilingFile[];
  /** What is there at the moment when one more has arrived. */
  readonly latest: () => readonly FilingFile[];
  readonly maxBytes: number;
  /** What becomes of them. */
  readonly help: string;
  readonly onChange: (files: readonly FilingFile[]) => void;
}

/** Photographs and PDF of the pages, stored at once, in the order in which they will be bound into one file. */
export function PageFiles({ files, latest, maxBytes, help, onChange }: Props) {
  const words = useWords();
  const { t, manner } = words;
  const input = useRef<HTMLInputElement>(null);
  const [waiting, setWaiting] = useState(0);
  const [problems, setProblems] = useState<readonly string[]>([]);

  async function add(chosen: readonly File[]) {
    setProblems([]);
    for (const file of chosen) {
      setWaiting((count) => count + 1);
      try {
        if (file.size > maxBytes)
          throw new Error(t('console.new.file_too_large', { size: fileSize(maxBytes, manner), count: 1 }));
        const { id, display_name, media_type, bytes, url } = await upload('/files', file);
        onChange([...latest(), { id, name: display_name, media_type, bytes, url }]);
      } catch (error) {
        const said =
          error instanceof Error && !('status' in error) ? error.message : sentenceOf(error, words);
        setProblems((before) => [...before, `${file.name}: ${said}`]);
      }
      setWaiting((count) => count - 1);
    }
  }
  const swap = (at: number) => {
    const moved = [...files];
    [moved[at - 1], moved[at]] = [moved[at]!, moved[at - 1]!];
    onChange(moved);
  };
  return (
    <section className="stack" aria-labelledby="pages-title">
      <div className="row">
        <h2 id="pages-title" className="grow">
          {t('console.letters.pages')}
        </h2>
        <input
          {...{ ref: input, type: 'file', multiple: true, accept: accepted, tabIndex: -1 }}
          {...{ className: 'visually-hidden', 'aria-hidden': true }}
          onChange={(event) => {
            void add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <Button look="quiet" icon="file" isBusy={waiting > 0} onClick={() => input.current?.click()}>
          {t('console.letters.add_pages')}
        </Button>
      </div>
      <p className="soft small">{help}</p>
      {problems.length > 0 && (
        <ul className="notice" data-tone="late" role="alert">
          {problems.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <ol className="filing-files" aria-live="polite" aria-label={t('console.letters.pages')}>
        {files.map((file, at) => (
          <li key={file.id} className="row">
            <span className="soft">{at + 1}</span>
            <a href={inCity(file.url)} target="_blank" rel="noreferrer" className="clip grow">
              {file.name}
            </a>
            <span className="soft small">{fileSize(file.bytes, manner)}</span>
            {at > 0 && (
              <Button look="quiet" onClick={() => swap(at)}>
                {t('console.letters.page_up', { page: at + 1 })}
              </Button>
            )}
            <Button
              {...{
                look: 'quiet',
                icon: 'close',
                'aria-label': t('console.new.remove_file', { name: file.name }),
              }}
              onClick={() => {
                onChange(files.filter(({ id }) => id !== file.id));
                forgetFile(file.id);
              }}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
