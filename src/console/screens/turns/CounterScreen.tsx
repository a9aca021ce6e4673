import { useState, type ReactNode } from 'react';
import { clockTime } from '../../../core/language/format.ts';
import type { CounterLine } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { useShortcuts } from '../../layout/shortcuts.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { RunningTime } from '../desk/RunningTime.tsx';
import { BookHour } from './BookHour.tsx';
import { CancelTicket } from './CancelTicket.tsx';
import { GiveTicket } from './GiveTicket.tsx';
import { FinishDialog, ParkDialog, TransferDialog } from './MoveDialogs.tsx';
import type { OfficeKnown } from './office-known.ts';
import { endingOf, useCounter, useLine, type AtCounter } from './use-counter.ts';
import { WaitingList } from './WaitingList.tsx';

const kept_counter = 'atiende.counter';

/** A counter: who is there, and every step by one key. */
export function CounterScreen({ office }: { office: OfficeKnown }) {
  const { t } = useWords();
  const { data: line, error, isPending, refetch } = useLine(office.id);
  const [code, setCode] = useState(() => localStorage.getItem(`${kept_counter}.${office.id}`) ?? '');
  if (isPending) return <Waiting />;
  // What was read stays, with who is being attended, where only reading it again did not go well.
  if (line === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  const choose = (chosen: string) => {
    localStorage.setItem(`${kept_counter}.${office.id}`, chosen);
    setCode(chosen);
  };
  const counter = line.counters.find((one) => one.code === code);
  return (
    <>
      <div className="turns-choice">
        <SelectField
          {...{ label: t('console.turns.my_counter'), value: counter?.code ?? '', none: t('console.choose') }}
          options={line.counters.map((one) => ({ value: one.code, label: one.name }))}
          onChange={(event) => choose(event.target.value)}
        />
        <OpenState line={line} />
        <a className="button" href={office.display} target="_blank" rel="noreferrer">
          {t('console.turns.open_display')}
        </a>
        <a className="button" href={office.kiosk} target="_blank" rel="noreferrer">
          {t('console.turns.open_kiosk')}
        </a>
      </div>
      {counter === undefined ? (
        <p className="notice">{t('console.turns.choose_counter')}</p>
      ) : (
        <Counter key={counter.code} {...{ line, counter: counter.code }} />
      )}
    </>
  );
}

function OpenState({ line }: { line: CounterLine }) {
  const { t, manner } = useWords();
  if (line.is_open && line.closes_at !== null)
    return (
      <p className="soft">{t('console.turns.open_until', { time: clockTime(line.closes_at, manner) })}</p>
    );
  return <p className="soft">{t('console.turns.closed')}</p>;
}

type Asking = 'park' | 'transfer' | 'finish' | null;

function Counter({ line, counter }: { line: CounterLine; counter: string }) {
  const { t } = useWords();
  const at = useCounter(line, counter);
  const [asking, setAsking] = useState<Asking>(null);
  const { ticket } = at;
  const ask = (what: Asking) => () => {
    if (ticket !== null) setAsking(what);
  };
  useShortcuts([
    { keys: 'n', label: 'console.keys.turn_next', run: at.next },
    { keys: 'r', label: 'console.keys.turn_recall', run: at.recall },
    { keys: 'a', label: 'console.keys.turn_attend', run: at.attend },
    { keys: 'p', label: 'console.keys.turn_park', run: ask('park') },
    { keys: 't', label: 'console.keys.turn_transfer', run: ask('transfer') },
    { keys: 'x', label: 'console.keys.turn_no_show', run: at.noShow },
    { keys: 'f', label: 'console.keys.turn_finish', run: ask('finish') },
  ]);
  return (
    <div className="turns-columns">
      <section className="turns-now" aria-label={t('console.turns.at_counter')}>
        <Present {...{ at, ask }} />
        <WhenOpened title={t('console.turns.give')}>
          <GiveTicket office_id={line.id} />
        </WhenOpened>
        <WhenOpened title={t('console.turns.book_open')}>
          <BookHour office_id={line.id} />
        </WhenOpened>
        <WhenOpened title={t('console.turns.cancel_open')}>
          <CancelTicket office_id={line.id} />
        </WhenOpened>
      </section>
      <WaitingList {...{ line, at }} />
      {asking === 'finish' && ticket !== null && (
        <FinishDialog
          usual={endingOf(ticket)}
          onClose={() => setAsking(null)}
          onFinish={(ending) => {
            at.finish(ending);
            setAsking(null);
          }}
        />
      )}
      {asking === 'park' && ticket !== null && (
        <ParkDialog
          onClose={() => setAsking(null)}
          onPark={(reason) => {
            at.park(reason);
            setAsking(null);
          }}
        />
      )}
      {asking === 'transfer' && ticket !== null && (
        <TransferDialog
          {...{ line, ticket }}
          onClose={() => setAsking(null)}
          onTransfer={(to) => {
            at.transfer(to);
            setAsking(null);
          }}
        />
      )}
    </div>
  );
}

/** A number or an hour at this office for who stands at the counter; what it gives is asked for when it is looked at. */
function WhenOpened({ title, children }: { title: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="turns-give" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && children}
    </details>
  );
}

/** Who is at the counter, and what can be done now. */
function Present({ at, ask }: { at: AtCounter; ask: (what: Asking) => () => void }) {
  const { t } = useWords();
  const { ticket } = at;
  if (ticket === null)
    return (
      <>
        <p className="turns-number soft">—</p>
        <p>{t('console.turns.nobody_here')}</p>
        <Button look="primary" icon="right" isBusy={at.isBusy} onClick={at.next}>
          {t('console.turns.next')} <kbd>n</kbd>
        </Button>
      </>
    );
  const isServing = ticket.state === 'serving';
  return (
    <>
      <p className="turns-number" aria-live="polite">
        {ticket.number}
      </p>
      <p>
        {ticket.line}
        {ticket.priority !== null && <strong> · {ticket.priority}</strong>}
      </p>
      {ticket.service !== null && (
        <p>
          {t('console.turns.comes_for')}: <strong>{ticket.service}</strong>
        </p>
      )}
      <p className="soft">
        {isServing ? t('console.turns.serving') : t('console.turns.called_times', { times: ticket.calls })}
      </p>
      {isServing && ticket.serving_at !== null && <RunningTime since={ticket.serving_at} />}
      <div className="turns-acts">
        {isServing ? (
          <Button look="primary" icon="phone" onClick={at.toDesk}>
            {t('console.turns.to_desk')}
          </Button>
        ) : (
          <>
            <Button look="primary" icon="check" isBusy={at.isBusy} onClick={at.attend}>
              {t('console.turns.attend')} <kbd>a</kbd>
            </Button>
            <Button icon="clock" onClick={at.recall}>
              {t('console.turns.recall')} <kbd>r</kbd>
            </Button>
            <Button icon="close" onClick={at.noShow}>
              {t('console.turns.no_show')} <kbd>x</kbd>
            </Button>
          </>
        )}
        <Button icon="pause" onClick={ask('park')}>
          {t('console.turns.park')} <kbd>p</kbd>
        </Button>
        <Button icon="move" onClick={ask('transfer')}>
          {t('console.turns.transfer')} <kbd>t</kbd>
        </Button>
        <Button icon="done" look={isServing ? 'primary' : 'plain'} isBusy={at.isBusy} onClick={ask('finish')}>
          {t('console.turns.finish')} <kbd>f</kbd>
        </Button>
      </div>
    </>
  );
}
