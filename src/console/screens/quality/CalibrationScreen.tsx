import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { shortDate, shortInstant } from '../../../core/language/format.ts';
import type { QualityCalibrationPage } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/quality.css';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { AgreementTable } from './AgreementTable.tsx';
import { CalibrationItem } from './CalibrationItem.tsx';
import { GiveUpCalibration } from './GiveUpCalibration.tsx';
import { finishedBy } from './review-words.ts';

/** One calibration: what is judged, by whom, and where they differ. */
export function CalibrationScreen() {
  const { id } = useParams({ from: '/inside/calidad/calibracion/$id' });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['quality', 'calibration', id],
    queryFn: ({ signal }) => call('get_calibration', { params: { id }, signal }),
  });
  if (isPending) return <Waiting />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  return <Calibration page={data} />;
}

function Calibration({ page }: { page: QualityCalibrationPage }) {
  const { t, manner } = useWords();
  const search = useSearch({ from: '/inside/calidad/calibracion/$id' });
  const title = t('console.quality.calibration.title', { place: page.place });
  useTitle(title);
  const isCompared = page.compared_at !== null;
  const asked = page.items.find(({ number }) => String(number) === search['item']);
  const item = asked ?? (isCompared ? undefined : page.items[0]);
  return (
    <div className="page">
      <p>
        <Link to="/calidad" search={{ list: 'calibration' }}>
          <Icon name="left" /> {t('console.quality.title')}
        </Link>
      </p>
      <div className="page-head">
        <h1>{title}</h1>
        {!isCompared && (
          <div className="row">
            {page.is_mine && <GiveUpCalibration id={page.id} />}
            <Compare page={page} />
          </div>
        )}
      </div>
      <p className="soft">
        {t('console.quality.period', {
          ...{ from: shortDate(page.from_on, manner), until: shortDate(page.until_on, manner) },
        })}{' '}
        ·{' '}
        {t('console.quality.calibration.opened_by', {
          ...{ name: page.opened_by, at: shortInstant(page.opened_at, manner) },
        })}
      </p>
      <Judges page={page} />
      <nav className="tabs" aria-label={t('console.quality.calibration.items')}>
        {isCompared && <Tab id={page.id} name={t('console.quality.calibration.agreement')} isHere={!item} />}
        {page.items.map(({ number, mine, reference }) => (
          <Tab
            key={number}
            {...{ id: page.id, number, isHere: number === item?.number }}
            isDone={isCompared ? reference !== null : mine !== null}
            name={t('console.quality.calibration.item', { n: number })}
          />
        ))}
      </nav>
      {item === undefined ? (
        <AgreementTable page={page} />
      ) : (
        <CalibrationItem key={item.id} {...{ page, item }} />
      )}
    </div>
  );
}

interface TabProps {
  readonly id: string;
  readonly number?: number;
  readonly name: string;
  readonly isHere: boolean;
  readonly isDone?: boolean;
}

function Tab({ id, number, name, isHere, isDone = false }: TabProps) {
  const { t } = useWords();
  return (
    <Link
      to="/calidad/calibracion/$id"
      params={{ id }}
      search={number === undefined ? {} : { item: String(number) }}
      className="tab"
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={isHere ? 'page' : undefined}
    >
      {isDone && <Icon name="check" />} {name}
      {isDone && (
        <span className="visually-hidden"> ({t('console.quality.calibration.scored_already')})</span>
      )}
    </Link>
  );
}

/** Who judges and how far each one is; until they are compared nothing else is told. */
function Judges({ page }: { page: QualityCalibrationPage }) {
  const { t } = useWords();
  const all = page.items.length;
  const late = page.judges.filter(({ done }) => done < all);
  if (page.compared_at !== null)
    return late.length === 0 ? null : (
      <p className="soft">
        {t('console.quality.calibration.left_out', { names: late.map(({ name }) => name).join(', ') })}
      </p>
    );
  return (
    <>
      <p className="soft">{t('console.quality.calibration.compare_help')}</p>
      <p>
        <strong>{t('console.quality.calibration.judges')}:</strong>{' '}
        {page.judges.length === 0
          ? t('console.quality.calibration.nobody')
          : page.judges
              .map(({ name, done }) => `${name} (${t('console.quality.calibration.done_of', { done, all })})`)
              .join(', ')}
      </p>
    </>
  );
}

function Compare({ page }: { page: QualityCalibrationPage }) {
  const { t } = useWords();
  const compare = useWrite('compare_calibration', {
    refresh: [['quality']],
    done: () => announce({ text: t('console.quality.calibration.compared') }),
  });
  const me = useMe();
  const finished = finishedBy(page);
  const reason = finished.includes(me.user.id) ? null : t('console.quality.calibration.by_who_judged');
  return (
    <Button
      look="primary"
      isBusy={compare.isPending}
      reason={finished.length < 2 ? t('console.quality.calibration.compare_needs') : reason}
      onClick={() => compare.mutate({ params: { id: page.id } })}
    >
      {t('console.quality.calibration.compare')}
    </Button>
  );
}
