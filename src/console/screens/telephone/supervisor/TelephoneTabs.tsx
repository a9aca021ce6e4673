import { Link } from '@tanstack/react-router';
import { useMay } from '../../../api/session.ts';
import { useWords } from '../../../language/words.ts';

/** The three screens of whoever supervises the telephone; only those that the person may enter. */
export function TelephoneTabs() {
  const { t } = useWords();
  const may = useMay();
  return (
    <nav aria-label={t('console.supervisor.tabs')} className="row not-printed telephone-tabs">
      {may('telephony.supervise') && (
        <>
          <Link to="/telefonia/supervision" search={{}} className="button" data-look="quiet">
            {t('console.nav.supervision')}
          </Link>
          <Link to="/telefonia/personal" search={{}} className="button" data-look="quiet">
            {t('console.staffing.title')}
          </Link>
        </>
      )}
      {may('recordings.listen') && (
        <Link to="/telefonia/grabaciones" search={{}} className="button" data-look="quiet">
          {t('console.nav.recordings')}
        </Link>
      )}
    </nav>
  );
}
