import { Link } from '@tanstack/react-router';
import { useWords } from '../../language/words.ts';

/** The ways between what belongs together: the desk's words, the hours of the doors, and the queues of the telephone. */
export function SeeAlso({ to }: { to: readonly ('desk' | 'hours' | 'telephony')[] }) {
  const { t } = useWords();
  return (
    <span className="row">
      {to.map((section) => (
        <Link
          key={section}
          to="/administration/$section"
          params={{ section }}
          search={{}}
          className="button"
          data-look="quiet"
        >
          {t(`console.admin.section.${section}`)}
        </Link>
      ))}
    </span>
  );
}
