import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../language/words.ts';
import { useShortcuts } from '../../layout/shortcuts.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { AskedWords, Endings } from '../telephone/CallBacks.tsx';
import { useLineView } from '../telephone/softphone/line-view.ts';
import { callBacksQuery, useCallBacks } from '../telephone/use-call-backs.ts';
import { useTelephone } from '../telephone/use-telephone.ts';

/** Who waits to be called, the most urgent by one key; and the one that is being called, until it is said how it ended. */
export function CallBackNext({ isIdle }: { isIdle: boolean }) {
  const { t, count } = useWords();
  const { data } = useQuery(callBacksQuery);
  const { take, isTaking } = useCallBacks();
  const items = data?.items ?? [];
  const own = items.filter(({ is_mine }) => is_mine);
  const waiting = items.filter(({ is_mine, may_be_taken }) => may_be_taken && !is_mine);
  const { call } = useLineView();
  const telephone = useTelephone();
  // Whoever rings, or is held, comes first: at the telephone in the browser F9 answers them.
  const isCalled =
    call !== null || (telephone?.link === 'up' && telephone.calls.some(({ ended_at }) => ended_at === null));
  const call_first = t('console.desk.call_comes_first');
  const callNext = () => {
    const [next] = waiting;
    if (call?.phase === 'ringing') return;
    if (next === undefined) return announce({ text: t('console.calls.to_return_none') });
    if (isCalled) return announce({ text: call_first });
    if (!isIdle) return announce({ text: t('console.call_bar.finish_first') });
    take(next);
  };
  useShortcuts([{ keys: 'F9', label: 'console.keys.desk_call_back', run: callNext }]);
  return (
    <>
      {own.map((row) => (
        <div key={row.id} className="desk-off">
          <Icon name="phone" />
          <div className="grow">
            <strong>{t('console.desk.calling_back', { number: row.number ?? '' })}</strong>
            <AskedWords row={row} />
          </div>
          <Endings row={row} />
        </div>
      ))}
      {items.length > own.length && (
        <div className="desk-off">
          <Icon name="phone" />
          <span className="grow">
            {waiting.length > 0
              ? count('console.desk.to_call_back', waiting.length)
              : t('console.desk.call_later')}
          </span>
          {waiting.length > 0 && (
            <Button isBusy={isTaking} reason={isCalled ? call_first : null} onClick={callNext}>
              {t('console.desk.call_next')} <kbd>F9</kbd>
            </Button>
          )}
          <Link to="/llamadas" className="button" data-look="quiet">
            {t('console.calls.title')}
          </Link>
        </div>
      )}
    </>
  );
}
