import { shortInstant } from '../../../core/language/format.ts';
import type { AssignmentInfo, PetitionPage } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Chip } from '../../parts/Chips.tsx';
import type { Tone } from '../../parts/due.ts';

const tones: Readonly<Record<AssignmentInfo['state'], Tone>> = {
  to_accept: 'soon',
  accepted: 'fine',
  returned: 'done',
  transferred: 'done',
  finished: 'done',
};

/** In whose hands it is and was, from when to when, and how many days each used. */
export function AssignmentsPanel({ page }: { page: PetitionPage }) {
  const { t } = useWords();
  const { petition, assignments } = page;
  const now = assignments.filter(({ ended_at }) => ended_at === null);
  const before = assignments.filter(({ ended_at }) => ended_at !== null);
  return (
    <section className="card stack" aria-labelledby="assignments-title">
      <h2 id="assignments-title">{t('console.assignment.title')}</h2>
      <p>
        <span className="soft small">{t('console.filter.assignee')}</span>
        <br />
        {petition.assignee?.name ?? t('console.unassigned')}
      </p>
      {now.map((one) => (
        <Assignment key={one.id} assignment={one} />
      ))}
      {before.length > 0 && (
        <details>
          <summary>{t('console.assignment.before')}</summary>
          <div className="stack">
            {before.map((one) => (
              <Assignment key={one.id} assignment={one} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

function Assignment({ assignment }: { assignment: AssignmentInfo }) {
  const { t, manner } = useWords();
  const { part, state, unit, authority, reason, instructions, days_used } = assignment;
  return (
    <div className="stack-tight">
      <p>
        <strong>{unit.name}</strong>
        <br />
        <span className="soft small">{authority.name}</span>
      </p>
      <p className="row">
        <Chip tone={tones[state]}>{t(`console.assignment.state.${state}`)}</Chip>
        {part === 'contributing' && <Chip tone="paused">{t('console.assignment.contributing')}</Chip>}
        <span className="soft small">{shortInstant(assignment.assigned_at, manner)}</span>
      </p>
      {(reason ?? instructions) && <p className="small words">«{reason ?? instructions}»</p>}
      {days_used !== null && <p className="soft small">{t('console.clock.used', { days: days_used })}</p>}
    </div>
  );
}
