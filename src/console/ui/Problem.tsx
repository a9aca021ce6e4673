import { ApiError } from '../api/client.ts';
import { sentenceOf } from '../api/sentence-of-error.ts';
import { useWords } from '../language/words.ts';
import { Button } from './Button.tsx';
import { Empty } from './Empty.tsx';

/** What went wrong with a whole screen, and a way to try again. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const words = useWords();
  const isGone = error instanceof ApiError && error.status === 404;
  // Trying again does not give what the account may not do.
  const isForbidden = error instanceof ApiError && error.status === 403;
  return (
    <div role="alert">
      <Empty
        icon="late"
        isPage={isGone}
        title={words.t(isGone ? 'console.error.not_found_title' : 'console.error.title')}
      >
        <p>{isGone ? words.t('console.error.not_found') : sentenceOf(error, words)}</p>
        {onRetry && !isGone && !isForbidden && (
          <Button onClick={onRetry}>{words.t('console.try_again')}</Button>
        )}
      </Empty>
    </div>
  );
}
