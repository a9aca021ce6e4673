import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import { inCity } from '../../api/client.ts';
import { petitionQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { DueChip, Flags, StageChip } from '../../parts/Chips.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

/** Enough of a petition to decide about it without leaving the list. */
export function PreviewPane({ id }: { id: string | null }) {
  const { t } = useWords();
  const shown = useDeferredValue(id);
  return (
    <aside className="pane" aria-label={t('console.inbox.preview')}>
      {shown === null ? (
        <Empty icon="panel" title={t('console.inbox.preview')}>
          <p>{t('console.inbox.preview_help')}</p>
        </Empty>
      ) : (
        <Preview id={shown} />
      )}
    </aside>
  );
}

function Preview({ id }: { id: string }) {
  const { t, manner } = useWords();
  const { data, error, isPending, refetch } = useQuery(petitionQuery(id));
  if (isPending) return <Waiting />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  const { petition, timeline, files } = data;
  return (
    <div className="stack">
      <div className="row">
        <span className="folio">{petition.folio}</span>
        <StageChip stage={petition.stage} />
        <Flags row={petition} />
      </div>
      <h2>
        <Link to="/petitions/$id" params={{ id }} search={{}} className="pane-title">
          {petition.service.name}
        </Link>
      </h2>
      <DueChip row={petition} />
      <p className="words">{petition.description}</p>
      {petition.place.address_text && (
        <p className="soft">
          <Icon name="pin" /> {petition.place.address_text}
        </p>
      )}
      {petition.answers.length > 0 && (
        <dl className="facts">
          {petition.answers.map(({ question, label, text }) => (
            <div key={question}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {files.some(({ media_type }) => media_type.startsWith('image/')) && (
        <ul className="thumbs">
          {files
            .filter(({ media_type }) => media_type.startsWith('image/'))
            .map((file) => (
              <li key={file.id}>
                <img src={inCity(file.url)} alt={file.alt_text ?? file.display_name} loading="lazy" />
              </li>
            ))}
        </ul>
      )}
      <h3>{t('console.inbox.latest')}</h3>
      <ol className="stack-tight">
        {timeline.slice(-5).map((entry) => (
          <li key={entry.id} className="small">
            {entry.text} <span className="soft">· {shortInstant(entry.at, manner)}</span>
          </li>
        ))}
      </ol>
      <Link to="/petitions/$id" params={{ id }} search={{}} className="button" data-look="primary">
        {t('console.inbox.open')}
      </Link>
    </div>
  );
}
