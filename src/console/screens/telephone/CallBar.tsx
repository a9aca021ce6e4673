import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import '../../css/call-bar.css';
import type { DeskFound, OwnCall, Telephone } from '../../api.generated.ts';
import { call as ask } from '../../api/client.ts';
import { longDate } from '../../../core/language/format.ts';
import { useWords } from '../../language/words.ts';
import { StageChip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { keptDraft } from '../../api/kept-drafts.ts';
import { draftKey, type Conversation } from '../desk/conversation.ts';
import { RunningTime } from '../desk/RunningTime.tsx';
import { bringToDesk, writtenCalls } from './call-for-desk.ts';
import { NoteReminder } from './NoteReminder.tsx';
import { OrderRefused } from './OrderRefused.tsx';
import { useAttendKey } from './use-attend-key.ts';
import { callToAttend, useTelephone } from './use-telephone.ts';

/** Who calls, on every screen, from the first ring until somebody attends it: Enter takes it to the desk. Without one, what is left to be written. */
export function CallBar() {
  const telephone = useTelephone();
  if (telephone === undefined || telephone.link === 'none') return null;
  return (
    <>
      {telephone.refused !== null && (
        <OrderRefused key={telephone.refused.order_id} why={telephone.refused.why} />
      )}
      <ToAttend telephone={telephone} />
    </>
  );
}

function ToAttend({ telephone }: { telephone: Telephone }) {
  const [dismissed, setDismissed] = useState('');
  const call = callToAttend(telephone, writtenCalls());
  // What is at the desk already is there, although the server has not heard of it.
  const at_desk = keptDraft<Conversation>(draftKey)?.call_id;
  if (call === null || call.id === dismissed || call.id === at_desk) return <NoteReminder />;
  return <Caller key={call.id} call={call} onDismiss={() => setDismissed(call.id)} />;
}

function Caller({ call, onDismiss }: { call: OwnCall; onDismiss: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const number = call.number ?? '';
  const { data: found } = useQuery({
    queryKey: ['desk', number],
    queryFn: ({ signal }) => ask('look_up_at_desk', { query: { q: number }, signal }),
    enabled: number !== '',
    staleTime: 30_000,
  });
  const attend = (person_id = '') => {
    const started_at = call.answered_at ?? call.rang_at;
    bringToDesk({ call_id: call.id, direction: call.direction, number, started_at, over_at: '', person_id });
    void navigate({ to: '/atencion' });
  };
  useAttendKey(() => attend());
  useTitleWhileRinging(call);
  return (
    <section className="call-bar" aria-label={t('console.call_bar.title')} data-ringing={isRinging(call)}>
      <div className="row">
        <strong className="call-bar-who" aria-live="assertive">
          <Icon name="phone" /> {t(`console.call_bar.${manner(call)}`)}{' '}
          <span className="call-bar-number">{number === '' ? t('console.call_bar.hidden') : number}</span>
        </strong>
        {call.queue !== null && <span className="soft">{call.queue}</span>}
        {call.ended_at === null && (
          <RunningTime
            since={call.answered_at ?? call.rang_at}
            {...(isRinging(call) ? { label: t('console.call_bar.ringing') } : {})}
          />
        )}
        <span className="grow" />
        <Button look="primary" icon="check" onClick={() => attend()}>
          {t('console.call_bar.attend')} <kbd>{t('console.call_bar.enter')}</kbd>
        </Button>
        <Button look="quiet" onClick={onDismiss}>
          {t('console.call_bar.dismiss')}
        </Button>
      </div>
      <WhoItMayBe {...{ found, number }} onChoose={attend} />
    </section>
  );
}

const isRinging = (call: OwnCall) => call.answered_at === null && call.ended_at === null;

function manner(call: OwnCall) {
  if (call.ended_at !== null) return 'ended';
  if (call.direction === 'out') return 'out';
  return call.answered_at === null ? 'rings' : 'speaking';
}

interface Who {
  readonly found: DeskFound | undefined;
  readonly number: string;
  readonly onChoose: (person_id: string) => void;
}

const most_petitions = 3;

function WhoItMayBe({ found, number, onChoose }: Who) {
  const { t, manner: dates } = useWords();
  if (number === '') return <p className="soft">{t('console.call_bar.no_number')}</p>;
  if (found === undefined) return null;
  const { persons } = found;
  if (persons.length === 0) return <p className="soft">{t('console.desk.nobody')}</p>;
  if (persons.length > 1)
    return (
      <p className="row">
        {t('console.desk.who')}
        {persons.map((one) => (
          <Button key={one.id} icon="person" onClick={() => onChoose(one.id)}>
            {one.name ?? t('console.person.no_name')}
          </Button>
        ))}
      </p>
    );
  const [person] = persons;
  const open = person!.petitions.filter(({ stage }) => stage !== 'closed').slice(0, most_petitions);
  return (
    <div className="call-bar-person">
      <strong>{person!.name ?? t('console.person.no_name')}</strong>
      {open.length === 0 && <span className="soft">{t('console.call_bar.nothing_open')}</span>}
      <ul>
        {open.map((row) => (
          <li key={row.id} className="row">
            <span className="folio">{row.folio}</span> {row.service.name} <StageChip stage={row.stage} />
            <span className="soft">
              {row.unit.name}
              {row.due_on !== null && ` · ${t('console.desk.due', { date: longDate(row.due_on, dates) })}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The tab says so too: whoever works in another window sees that it rings. */
function useTitleWhileRinging(call: OwnCall): void {
  const { t } = useWords();
  const said = isRinging(call) ? t('console.call_bar.title') : null;
  useEffect(() => {
    if (said === null) return undefined;
    const before = document.title;
    document.title = `☎ ${said}`;
    return () => {
      if (document.title === `☎ ${said}`) document.title = before;
    };
  }, [said]);
}
