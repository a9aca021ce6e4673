import { useEffect, useRef, type RefObject } from 'react';
import '../../css/desk.css';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { useShortcuts, type Shortcut } from '../../layout/shortcuts.ts';
import { useSubmitKey } from '../../layout/use-submit-key.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KnowledgePanel } from '../knowledge/KnowledgePanel.tsx';
import { AgentState } from '../telephone/AgentState.tsx';
import { CallBackNext } from './CallBackNext.tsx';
import { CallPanel } from './CallPanel.tsx';
import { DeskBooking } from './DeskBooking.tsx';
import { DeskHours } from './DeskHours.tsx';
import { FoundPersons } from './FoundPersons.tsx';
import { LeftOpen } from './LeftOpen.tsx';
import { LogButton } from './LogDialog.tsx';
import { PersonHistory } from './PersonHistory.tsx';
import { discard, useUnsent } from './unsent.ts';
import { useConversation, type AtDesk } from './use-conversation.ts';

const most_choices = 9;

/** Where a person at a telephone or a counter attends: who calls, how it stands, and what to do, each by one key. */
export function Desk() {
  const { t } = useWords();
  useTitle(t('console.desk.title'));
  const desk = useConversation();
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLElement>(null);
  const isIdle = desk.value.id === '';
  useEffect(() => {
    // The next call: its number can be typed at once.
    if (isIdle) field.current?.focus();
  }, [isIdle]);
  const finish = () => void desk.finish();
  const panel = useRef<HTMLElement>(null);
  const inform = () => {
    desk.inform();
    // What is told in words is written at once; the field may only just be there.
    requestAnimationFrame(() => panel.current?.querySelector('textarea')?.focus());
  };
  useSubmitKey(finish);
  useShortcuts([
    { keys: 's', label: 'console.keys.desk_status', run: () => desk.tellStatus() },
    { keys: 'i', label: 'console.keys.desk_information', run: inform },
    { keys: 'c', label: 'console.keys.desk_file', run: desk.file },
    { keys: 'f', label: 'console.keys.desk_finish', run: finish },
    ...choicesOf(desk),
  ]);
  return (
    <div className="page desk">
      <div className="page-head">
        <h1>{t('console.desk.title')}</h1>
        <LogButton />
      </div>
      <AgentState />
      <UnsentOnes />
      <LeftOpen />
      <CallBackNext isIdle={isIdle} />
      <LookUp desk={desk} field={field} onSought={() => results.current?.focus()} />
      <div className="desk-columns">
        <section
          ref={results}
          tabIndex={-1}
          className="desk-results"
          aria-label={t('console.desk.it_is_one')}
        >
          <FoundPersons desk={desk} />
          {desk.person !== null && <PersonHistory person={desk.person} />}
          <KnowledgePanel />
          <DeskBooking desk={desk} />
          <DeskHours />
        </section>
        <CallPanel {...{ desk, panel }} onInform={inform} onFinish={finish} />
      </div>
    </div>
  );
}

/** A figure chooses who of several it is, then which of several folios. */
function choicesOf({ found, person, petitions, draft }: AtDesk): Shortcut[] {
  const persons = person === null ? (found?.persons ?? []) : [];
  const ids = persons.length > 1 ? persons.map(({ id }) => id) : petitions.map(({ id }) => id);
  const choose = (id: string) => draft.change(persons.length > 1 ? { person_id: id } : { folio_id: id });
  return ids.slice(0, most_choices).map((id, at) => ({
    ...{ keys: String(at + 1), label: 'console.keys.desk_choose' },
    run: () => choose(id),
  }));
}

interface LookUpProps {
  readonly desk: AtDesk;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onSought: () => void;
}

function LookUp({ desk, field, onSought }: LookUpProps) {
  const { t } = useWords();
  const { typed } = desk.value;
  return (
    <search>
      <form
        className="desk-lookup"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === '') return;
          desk.begin({ sought: typed.trim(), person_id: '', folio_id: '' });
          onSought();
        }}
      >
        <label className="label" htmlFor="desk-sought">
          {t('console.desk.sought')}
        </label>
        <div className="row">
          <input
            ref={field}
            id="desk-sought"
            className="input desk-sought"
            type="search"
            autoComplete="off"
            aria-describedby="desk-steps"
            value={typed}
            onChange={(event) => desk.draft.change({ typed: event.target.value })}
          />
          <Button type="submit" look="primary" icon="search" isBusy={desk.lookup.isFetching}>
            {t('console.desk.look_up')}
          </Button>
          {desk.value.id === '' && (
            <Button icon="phone" onClick={() => desk.begin()}>
              {t('console.desk.begin')}
            </Button>
          )}
        </div>
        <p id="desk-steps" className="soft small">
          {t('console.desk.steps', { status: 's', information: 'i', file: 'c', finish: 'f' })}
        </p>
      </form>
    </search>
  );
}

/** What ended without a connection: how many wait, and what the server will never take. */
function UnsentOnes() {
  const { t, count } = useWords();
  const items = useUnsent(useMe().user.id);
  const waiting = items.filter(({ refused }) => refused === undefined);
  return (
    <div aria-live="polite" className="stack-tight">
      {waiting.length > 0 && (
        <p className="desk-unsent">
          <Icon name="soon" /> {count('console.desk.unsent', waiting.length)}
        </p>
      )}
      {items
        .filter(({ refused }) => refused !== undefined)
        .map((one) => (
          <p key={one.body.interaction_id} className="desk-unsent">
            <Icon name="late" /> {t('console.desk.refused', { reason: one.refused! })}{' '}
            <Button look="quiet" onClick={() => discard(one)}>
              {t('console.desk.discard')}
            </Button>
          </p>
        ))}
    </div>
  );
}
