import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { UnwrittenCalls } from '../../api.generated.ts';
import { call as ask } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { conversationGoesOn } from '../desk/note-opened.ts';
import { bringToDesk } from './call-for-desk.ts';
import { useAttendKey } from './use-attend-key.ts';
import { useNow } from './use-now.ts';

/** A call that ended so long ago, and no longer, is called to mind; older ones stand in the list of calls. */
const after_ms = 20_000;
const until_ms = 30 * 60_000;
const look_ms = 60_000;

/** Own calls of which nothing was written, the newest first. */
export function useUnwritten() {
  return useQuery({
    queryKey: ['telephone', 'unwritten'],
    queryFn: ({ signal }) => ask('list_unwritten_calls', { signal }),
    refetchInterval: look_ms,
  });
}

/** One call of which nothing was written is called to mind, calmly: it takes no focus, says nothing aloud, and can be put off. */
export function NoteReminder() {
  const { data, dataUpdatedAt } = useUnwritten();
  const [put_off, putOff] = useState<readonly string[]>([]);
  const now = useNow();
  if (data === undefined) return null;
  // By the server's clock, whatever this computer's says.
  const there = Date.parse(data.at) + Math.max(0, now - dataUpdatedAt);
  const due = data.items.find(({ id, ended_at }) => {
    const since_ms = there - Date.parse(ended_at);
    return since_ms >= after_ms && since_ms < until_ms && !put_off.includes(id);
  });
  if (due === undefined || conversationGoesOn()) return null;
  const minutes = Math.floor((there - Date.parse(due.ended_at)) / 60_000);
  return <Reminder key={due.id} {...{ due, minutes }} onPutOff={() => putOff([...put_off, due.id])} />;
}

interface Props {
  readonly due: UnwrittenCalls['items'][number];
  readonly minutes: number;
  readonly onPutOff: () => void;
}

function Reminder({ due, minutes, onPutOff }: Props) {
  const { t, count } = useWords();
  const write = useWriting();
  useAttendKey(() => write(due), ['F8']);
  const with_whom = due.number ?? t('console.call_bar.hidden');
  return (
    <section className="call-reminder" aria-label={t('console.call_bar.reminder')}>
      <Icon name="note" />
      <span className="grow">
        {t('console.call_bar.not_written', { number: with_whom })}{' '}
        <span className="soft">
          {minutes === 0 ? t('console.call_bar.just_now') : count('console.call_bar.minutes_ago', minutes)}
        </span>
      </span>
      <Button icon="note" aria-keyshortcuts="F8" onClick={() => write(due)}>
        {t('console.calls.write')} <kbd>F8</kbd>
      </Button>
      <Button look="quiet" onClick={onPutOff}>
        {t('console.call_bar.not_now')}
      </Button>
    </section>
  );
}

/** Takes a call that is over to the desk, so that it is written down. */
export function useWriting(): (one: UnwrittenCalls['items'][number]) => void {
  const navigate = useNavigate();
  return ({ id, direction, number, answered_at, ended_at }) => {
    const when = { started_at: answered_at, over_at: ended_at };
    bringToDesk({ call_id: id, direction, number: number ?? '', person_id: '', ...when });
    void navigate({ to: '/atencion' });
  };
}
