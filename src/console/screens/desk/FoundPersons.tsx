import { Link } from '@tanstack/react-router';
import { longDate } from '../../../core/language/format.ts';
import type { DeskPetition } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { StageChip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { CallButton } from '../telephone/CallButton.tsx';
import type { PersonAtDesk } from './conversation.ts';
import type { AtDesk } from './use-conversation.ts';

/** Who it may be: one, several to choose from, or nobody known, which is no obstacle. */
export function FoundPersons({ desk }: { desk: AtDesk }) {
  const { t } = useWords();
  const { lookup, found, person, petitions, value } = desk;
  if (value.sought === '') return null;
  if (found === undefined)
    return lookup.isError ? (
      <Problem error={lookup.error} onRetry={() => void lookup.refetch()} />
    ) : (
      <Waiting />
    );
  const isChoice = found.persons.length > 1 && person === null;
  return (
    <div className="stack" aria-live="polite">
      {isChoice && <Choice desk={desk} persons={found.persons} />}
      {found.capped && <p className="soft">{t('console.desk.capped')}</p>}
      {person !== null && <Caller desk={desk} person={person} />}
      {!isChoice && person === null && petitions.length === 0 && <p>{t('console.desk.nobody')}</p>}
      {!isChoice && (petitions.length > 0 || person !== null) && <Petitions desk={desk} />}
    </div>
  );
}

function Choice({ desk, persons }: { desk: AtDesk; persons: readonly PersonAtDesk[] }) {
  const { t, count } = useWords();
  return (
    <div>
      <h2>{t('console.desk.who')}</h2>
      <ul className="found">
        {persons.map((one, at) => (
          <li key={one.id} className="row">
            {at < 9 && <kbd>{at + 1}</kbd>}
            <strong className="grow">{one.name ?? t('console.person.no_name')}</strong>
            <span className="soft small">{count('console.new.petitions', one.petitions_count)}</span>
            <Button icon="check" onClick={() => desk.draft.change({ person_id: one.id })}>
              {t('console.new.it_is')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Caller({ desk, person }: { desk: AtDesk; person: PersonAtDesk }) {
  const { t } = useWords();
  const several = (desk.found?.persons.length ?? 0) > 1;
  return (
    <div className="row">
      <h2 className="grow">
        {person.name ?? t('console.person.no_name')}{' '}
        <span className="soft small">{[person.phone, person.email].filter(Boolean).join(' · ')}</span>
      </h2>
      {person.phone !== null && desk.value.call_id === '' && <CallButton number={person.phone} />}
      {several && (
        <Button look="quiet" icon="people" onClick={() => desk.draft.change({ person_id: '', folio_id: '' })}>
          {t('console.desk.who')}
        </Button>
      )}
    </div>
  );
}

function Petitions({ desk }: { desk: AtDesk }) {
  const { t } = useWords();
  const { petitions, chosen, draft } = desk;
  if (petitions.length === 0) return <p className="soft">{t('console.desk.no_petitions')}</p>;
  return (
    <div>
      <h3>{t('console.desk.petitions')}</h3>
      <ul className="desk-petitions">
        {petitions.map((row, at) => (
          <li key={row.id} className="desk-petition" data-chosen={row.id === chosen?.id}>
            <button
              type="button"
              className="desk-choose"
              aria-pressed={row.id === chosen?.id}
              onClick={() => draft.change({ folio_id: row.id })}
            >
              {at < 9 && <kbd>{at + 1}</kbd>}
              <span className="folio">{row.folio}</span>
              <strong>{row.service.name}</strong>
            </button>
            <Standing row={row} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Standing({ row }: { row: DeskPetition }) {
  const { t, manner } = useWords();
  const due = row.stage === 'closed' || row.stage === 'replied' ? null : row.due_on;
  return (
    <p className="row desk-standing">
      <StageChip stage={row.stage} />
      <span>
        {row.unit.name}, {row.authority.name}
      </span>
      {due !== null && (
        <span className={row.is_overdue ? 'desk-late' : ''}>
          {t(row.is_overdue ? 'console.desk.was_due' : 'console.desk.due', { date: longDate(due, manner) })}
        </span>
      )}
      {row.is_readable ? (
        <Link to="/petitions/$id" params={{ id: row.id }} search={{}} target="_blank" preload={false}>
          {t('console.inbox.open')}
        </Link>
      ) : (
        <span className="soft small">{t('console.desk.only_standing')}</span>
      )}
      {row.summary !== '' && <span className="soft small desk-summary">{row.summary}</span>}
    </p>
  );
}
