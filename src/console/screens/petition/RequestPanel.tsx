import { lazy, Suspense, useRef, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { fileSize, longInstant } from '../../../core/language/format.ts';
import type { FileInfo, PetitionPage } from '../../api.generated.ts';
import { addressOf, inCity, upload } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { FileTools } from '../../parts/files/FileTools.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';

const PhotoViewer = lazy(() =>
  import('../../parts/files/PhotoViewer.tsx').then((file) => ({ default: file.PhotoViewer<FileInfo> })),
);

/** What the person asked, in their words, with their answers and files. */
export function RequestPanel({ page }: { page: PetitionPage }) {
  const { t, code, manner } = useWords();
  const { petition, files } = page;
  return (
    <section className="card stack" aria-label={t('console.petition.request')}>
      <p className="request-words words">{petition.description || t('console.petition.no_words')}</p>
      {petition.answers.length > 0 && (
        <dl className="facts facts-wide">
          {petition.answers.map(({ question, label, text, is_private }) => (
            <div key={question}>
              <dt>
                {label} {is_private && <span title={t('console.petition.private_answer')}>🔒</span>}
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      <Files page={page} files={files} />
      <p className="soft small">
        {t('console.petition.received', {
          when: longInstant(petition.received_at, manner),
          channel: code('channel', petition.channel),
        })}
        {petition.created_by && ` · ${t('console.petition.filed_by', { name: petition.created_by.name })}`}
        {` · ${petition.kind.name} · ${code('visibility', petition.visibility)}`}
      </p>
      {petition.spoken && <SpokenRecord petition={petition} spoken={petition.spoken} />}
      <p className="soft small">{petition.routing.text}</p>
    </section>
  );
}

/** Of what was asked aloud: its record, to be printed and signed, and whether the person has the copy they asked for. */
function SpokenRecord({
  petition,
  spoken,
}: {
  petition: PetitionPage['petition'];
  spoken: NonNullable<PetitionPage['petition']['spoken']>;
}) {
  const { t, count } = useWords();
  const may = useMay();
  if (!may('petition.file_for_other')) return null;
  return (
    <p className="row">
      <a href={inCity(addressOf('get_spoken_record', { id: petition.id }))} target="_blank" rel="noreferrer">
        {t('console.new.papers.record')}
      </a>
      {spoken.copies_given > 0 && (
        <span className="soft small">{count('console.petition.copies_given', spoken.copies_given)}</span>
      )}
      {spoken.copies_given === 0 && spoken.copy_asked && (
        <span className="soft small">{t('console.petition.copy_asked')}</span>
      )}
    </p>
  );
}

const isPhoto = ({ media_type }: FileInfo): boolean => media_type.startsWith('image/');

function Files({ page, files }: { page: PetitionPage; files: readonly FileInfo[] }) {
  const { petition } = page;
  const { id } = petition;
  const words = useWords();
  const { t, manner } = words;
  const client = useQueryClient();
  const { data: catalogue } = useQuery(catalogueQuery);
  const input = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [at, setAt] = useState<string | null>(null);
  const photos = files.filter(isPhoto);
  const reasonOf = (name: string) => {
    const found = page.actions.find(({ action }) => action === name);
    return found?.allowed ? null : (found?.reason?.message ?? t('console.no_permission'));
  };
  async function add(file: File) {
    setBusy(true);
    try {
      await upload(`/petitions/${id}/files`, file);
      announce({ text: t('console.petition.file_added', { name: file.name }) });
      await client.invalidateQueries({ queryKey: ['petition', id] });
    } catch (error) {
      announce({ tone: 'late', text: sentenceOf(error, words) });
    }
    setBusy(false);
  }
  return (
    <div className="row">
      {files.length > 0 && (
        <ul className="thumbs">
          {files.map((file) => (
            <li key={file.id}>
              {isPhoto(file) ? (
                <button
                  type="button"
                  className="thumb"
                  aria-label={t('console.files.enlarge', { name: file.alt_text ?? file.display_name })}
                  onClick={() => setAt(file.id)}
                >
                  <img src={inCity(file.url)} alt="" loading="lazy" />
                </button>
              ) : (
                <a href={inCity(file.url)} target="_blank" rel="noreferrer" className="file">
                  <span className="file-card">
                    <Icon name="file" />
                    <span className="clip">{file.display_name}</span>
                    <span className="soft small">{fileSize(file.bytes, manner)}</span>
                  </span>
                </a>
              )}
              {file.audience !== 'citizen' && (
                <span className="soft small">
                  {t(file.audience === 'public' ? 'console.files.public' : 'console.files.staff_only')}
                </span>
              )}
              <FileTools {...{ petition, file, reason: reasonOf('remove_file') }} />
            </li>
          ))}
        </ul>
      )}
      {at !== null && (
        <Suspense>
          <PhotoViewer {...{ photos, at, onMove: setAt, onClose: () => setAt(null) }}>
            {(photo) => (
              <>
                <span className="file-tools">
                  <a
                    href={inCity(photo.url)}
                    target="_blank"
                    rel="noreferrer"
                    className="button"
                    data-look="link"
                  >
                    {t('console.files.download')}
                  </a>
                </span>
                <FileTools
                  key={photo.id}
                  {...{ petition, file: photo, reason: reasonOf('remove_file') }}
                  onDone={setAt}
                />
              </>
            )}
          </PhotoViewer>
        </Suspense>
      )}
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp,application/pdf"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void add(file);
          event.target.value = '';
        }}
      />
      <Button
        {...{ look: 'quiet', icon: 'file', isBusy }}
        // Whoever may write a note may add what it speaks of.
        reason={reasonOf('note')}
        onClick={() => input.current?.click()}
      >
        {t('console.petition.add_file')}
      </Button>
      {catalogue && (
        <span className="soft small">
          {t('console.petition.files_limits', {
            count: catalogue.photos.at_most,
            size: fileSize(catalogue.photos.max_bytes, manner),
          })}
        </span>
      )}
    </div>
  );
}
