import { useQuery } from '@tanstack/react-query';
import { shortDate, wholeNumber } from '../../../core/language/format.ts';
import { addressOf, call, inCity } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { minutesAndSeconds } from '../desk/duration.ts';
import type { OfficeKnown } from './office-known.ts';

const counts = [
  'taken',
  'served',
  'no_shows',
  'missed',
  'left',
  'unattended',
  'with_priority',
  'appointments',
] as const;
const times = ['wait_median', 'wait_p90', 'service_median'] as const;

/** The last thirty days of an office, one by one. */
export function OfficeFigures({ office }: { office: OfficeKnown }) {
  const { t, manner } = useWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['office-figures', office.id],
    queryFn: ({ signal }) => call('get_office_figures', { params: { id: office.id }, query: {}, signal }),
  });
  if (isPending) return <Waiting />;
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  return (
    <section className="stack" aria-label={t('console.turns.view.figures')}>
      <p className="soft">{t('console.turns.figures_help')}</p>
      <p>
        <a className="button" href={inCity(addressOf('export_office_figures', { id: office.id }))}>
          {t('console.turns.download')}
        </a>
      </p>
      {data.days.length === 0 ? (
        <p>{t('console.turns.no_figures')}</p>
      ) : (
        <div className="turns-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('console.turns.figure.on')}</th>
                {[...counts, ...times].map((name) => (
                  <th key={name} scope="col">
                    {t(`console.turns.figure.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.days.map((day) => (
                <tr key={day.on}>
                  <th scope="row">{shortDate(day.on, manner)}</th>
                  {counts.map((name) => (
                    <td key={name}>{wholeNumber(day[name], manner)}</td>
                  ))}
                  {times.map((name) => (
                    <td key={name}>{day[name] === null ? '—' : minutesAndSeconds(day[name])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
