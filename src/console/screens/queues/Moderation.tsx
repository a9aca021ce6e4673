import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Action_moderate, ModerationItem } from '../../api.generated.ts';
import { call, inCity } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/queues.css';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { useUndoOffer } from '../../parts/use-undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { RowLink } from './RowLink.tsx';

/** Text and photos before they become public: published, redacted, withheld, or quarantined. */
export function Moderation() {
  const { t } = useWords();
  useTitle(t('console.nav.moderation'));
  const list = useInfiniteQuery({
    queryKey: ['moderation'],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_moderation', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
  });
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.moderation')}</h1>
      </div>
      <p className="soft">{t('console.moderate.help')}</p>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty icon="shield" title={t('console.moderate.empty')} />}
      <ul className="stack">
        {items.map((item) => (
          <ModerationCard key={`${item.petition.id}-${item.petition.version}`} item={item} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('console.more')}
        </Button>
      )}
    </div>
  );
}

type Decision = Action_moderate['decision'];
const decisions: readonly Exclude<Decision, 'pending'>[] = ['published', 'withheld', 'quarantined'];

function ModerationCard({ item }: { item: ModerationItem }) {
  const { t, code } = useWords();
  const { petition, files } = item;
  const [text, setText] = useState(item.public_description ?? item.description);
  const [shown, setShown] = useState<readonly string[]>(
    files.filter(({ audience }) => audience === 'public').map(({ id }) => id),
  );
  const undoOf = useUndoOffer();
  const decide = useWrite('act', {
    done: ({ undo }, { body }) =>
      announce({
        text: `${petition.folio}: ${t(`console.moderation.${(body as { decision: 'published' }).decision}`)}`,
        ...undoOf(undo),
      }),
  });
  return (
    <li className="card queue-card">
      <div className="stack">
        <p className="row">
          <RowLink row={petition} />
          <span className="soft small">{code('visibility', petition.visibility)}</span>
        </p>
        <TextArea
          {...{ label: t('console.field.public_description'), value: text, rows: 5 }}
          onChange={(event) => setText(event.target.value)}
        />
        {text !== item.description && (
          <details>
            <summary>{t('console.moderate.original')}</summary>
            <p className="words">{item.description}</p>
          </details>
        )}
      </div>
      <div className="stack">
        {files.length > 0 && (
          <fieldset className="stack-tight">
            <legend className="label">{t('console.moderate.photos')}</legend>
            <div className="thumbs">
              {files.map((file) => (
                <label key={file.id} className="photo-choice">
                  {file.media_type.startsWith('image/') && (
                    <img src={inCity(file.url)} alt={file.display_name} />
                  )}
                  <span className="row">
                    <input
                      type="checkbox"
                      checked={shown.includes(file.id)}
                      onChange={(event) =>
                        setShown(
                          event.target.checked ? [...shown, file.id] : shown.filter((one) => one !== file.id),
                        )
                      }
                    />
                    {t('console.moderate.show')}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <div className="row">
          {decisions.map((decision, index) => (
            <Button
              key={decision}
              look={index === 0 ? 'primary' : decision === 'quarantined' ? 'danger' : 'plain'}
              isBusy={decide.isPending}
              onClick={() =>
                decide.mutate({
                  params: { id: petition.id, action: 'moderate' },
                  body: {
                    decision,
                    version: petition.version,
                    public_description: text === item.description ? null : text,
                    public_file_ids: shown,
                  },
                })
              }
            >
              {t(`console.moderation.${decision}`)}
            </Button>
          ))}
        </div>
      </div>
    </li>
  );
}
