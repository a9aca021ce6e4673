import { useWords } from '../../../language/words.ts';

const words = [
  ...['offered', 'abandoned', 'short', 'missed', 'closed', 'level_answered', 'level_offered', 'abandon_rate'],
  ...['answer_time', 'handling_time', 'occupancy', 'transfer_rate', 'first_contact', 'call_backs'],
] as const;

/** What each figure counts and by what it is divided. */
export function Definitions() {
  const { t, code } = useWords();
  return (
    <details>
      <summary>{t('console.supervisor.definitions')}</summary>
      <dl className="definitions">
        {words.map((word) => (
          <div key={word}>
            <dt>{code('console.supervisor', word)}</dt>
            <dd>{code('console.supervisor.means', word)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
