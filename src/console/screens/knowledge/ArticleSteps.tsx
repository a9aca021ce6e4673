import type { ArticlePage } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';

const refresh = [['articles'], ['article'], ['found-articles']];

/** Publishing, retiring and taking that back; what is not possible says why. */
export function ArticleSteps({ article }: { article: ArticlePage }) {
  const { t, code } = useWords();
  const { id, version, state, has_changes, may_publish, faults, unit } = article;
  const params = { id };
  const restore = useWrite('restore_article', {
    refresh,
    done: () => announce({ text: t('console.knowledge.restored') }),
  });
  const publish = useWrite('publish_article', {
    refresh,
    done: () => announce({ text: t('console.knowledge.published') }),
  });
  const retire = useWrite('retire_article', {
    refresh,
    done: () =>
      announce({
        text: t('console.knowledge.retired'),
        action: { label: t('console.undo'), run: () => restore.mutate({ params, body: {} }) },
      }),
  });
  const isNewest = article.shown_version === version;
  const lacking = [...faults, ...(unit === null ? ['unit_id'] : [])]
    .map((field) => code('console.knowledge.field', field))
    .join(', ');
  const whyNot = !may_publish
    ? t('console.no_permission')
    : isNewest && lacking !== ''
      ? t('console.knowledge.lacks', { fields: lacking })
      : null;
  return (
    <>
      {(has_changes || state === 'draft') && (
        <Button
          {...{ look: 'primary', icon: 'check', isBusy: publish.isPending, reason: whyNot }}
          onClick={() => publish.mutate({ params, body: { version } })}
        >
          {t('console.knowledge.publish')}
        </Button>
      )}
      {state === 'published' && (
        <Button
          {...{ icon: 'close', isBusy: retire.isPending }}
          reason={may_publish ? null : t('console.no_permission')}
          onClick={() => retire.mutate({ params, body: { version } })}
        >
          {t('console.knowledge.retire')}
        </Button>
      )}
      {state === 'retired' && (
        <Button
          {...{ icon: 'undo', isBusy: restore.isPending }}
          reason={may_publish ? null : t('console.no_permission')}
          onClick={() => restore.mutate({ params, body: {} })}
        >
          {t('console.knowledge.restore')}
        </Button>
      )}
    </>
  );
}
