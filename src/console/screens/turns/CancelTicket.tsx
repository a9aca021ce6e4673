import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { longInstant } from '../../../core/language/format.ts';
import type { TicketFound } from '../../api.generated.ts';
import { ApiError, call } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { nowOnTheWall } from '../../language/wall-clock.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';

interface Props {
  readonly office_id: string;
  /** Where the sentence to read aloud is shown elsewhere: gets it. */
  readonly onSaid?: (said: string) => void;
}

/** Cancels an appointment or a number for who calls and says so: found by its day and number, shown, asked, done. */
export function CancelTicket({ office_id, onSaid }: Props) {
  const { t, manner } = useWords();
  const [on, setOn] = useState(() => nowOnTheWall(manner).slice(0, 10));
  const [typed, setTyped] = useState('');
  const [sought, setSought] = useState<{ on: string; typed: string } | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['ticket-sought', office_id, sought],
    queryFn: ({ signal }) => call('find_ticket', { params: { id: office_id }, query: sought!, signal }),
    enabled: sought !== null,
    staleTime: 0,
    retry: false,
  });
  const done = (words: string) => {
    setSought(null);
    setTyped('');
    if (onSaid === undefined) setSaid(words);
    else onSaid(words);
  };
  const isNone = found.error instanceof ApiError && found.error.status === 404;
  return (
    <>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setSaid(null);
          if (on === '' || typed.trim() === '') return;
          setSought({ on, typed: typed.trim() });
          if (sought?.on === on && sought.typed === typed.trim()) void found.refetch();
        }}
      >
        <TextField
          {...{ label: t('console.turns.cancel_day'), type: 'date', value: on, required: true }}
          onChange={(event) => setOn(event.target.value)}
        />
        <TextField
          {...{ label: t('console.turns.cancel_typed'), help: t('console.turns.cancel_typed_help') }}
          {...{ value: typed, maxLength: 40, autoComplete: 'off', required: true }}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="row">
          <Button {...{ type: 'submit', icon: 'search', isBusy: found.isFetching }}>
            {t('console.turns.cancel_find')}
          </Button>
        </div>
      </form>
      <div aria-live="polite">
        {sought !== null && isNone && <p>{t('console.turns.cancel_none')}</p>}
        {sought !== null && found.isError && !isNone && (
          <Problem error={found.error} onRetry={() => void found.refetch()} />
        )}
        {sought !== null && found.data !== undefined && (
          <Found key={found.data.id} {...{ office_id, ticket: found.data, onDone: done }} />
        )}
        {said !== null && <p className="notice">{said}</p>}
      </div>
    </>
  );
}

interface FoundProps {
  readonly office_id: string;
  readonly ticket: TicketFound;
  readonly onDone: (said: string) => void;
}

function Found({ office_id, ticket, onDone }: FoundProps) {
  const { t, manner } = useWords();
  const [isAsking, setAsking] = useState(false);
  const { id, number, line, taken_at, appointment_at, may_cancel } = ticket;
  const cancel = useWrite('cancel_ticket', {
    refresh: [
      ['counter-line', office_id],
      ['bookable-hours', office_id],
      ['ticket-sought', office_id],
    ],
    done: () => onDone(t('console.turns.cancelled', { number })),
    failed: () => {
      setAsking(false);
      return false;
    },
  });
  const when =
    appointment_at === null
      ? t('console.turns.cancel_number', { when: longInstant(taken_at, manner) })
      : t('console.turns.cancel_appointment', { when: longInstant(appointment_at, manner) });
  return (
    <div className="stack">
      <p>
        <strong>{number}</strong> · {line}
        <br />
        {when}
      </p>
      {!may_cancel && <p>{t('console.turns.cancel_over')}</p>}
      {may_cancel && (
        <div className="row">
          <Button look="danger" icon="close" onClick={() => setAsking(true)}>
            {t('console.turns.cancel_it', { number })}
          </Button>
        </div>
      )}
      {isAsking && (
        <DialogBox title={t('console.turns.cancel_ask', { number })} onClose={() => setAsking(false)}>
          <p>
            {line} · {when}
          </p>
          <p>{t('console.turns.cancel_ask_text')}</p>
          <div className="row row-end">
            <Button {...{ autoFocus: true }} onClick={() => setAsking(false)}>
              {t('console.turns.cancel_no')}
            </Button>
            <Button
              {...{ look: 'danger', isBusy: cancel.isPending }}
              onClick={() => cancel.mutate({ params: { id }, body: {} })}
            >
              {t('console.turns.cancel_yes')}
            </Button>
          </div>
        </DialogBox>
      )}
    </div>
  );
}
