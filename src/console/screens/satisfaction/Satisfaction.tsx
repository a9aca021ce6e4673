import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { preciseShare, wholeNumber } from '../../../core/language/format.ts';
import type { SatisfactionBreakdown, SatisfactionFigures } from '../../api.generated.ts';
import { call, linkTo } from '../../api/client.ts';
import '../../css/satisfaction.css';
import '../../css/tables.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { FiguresFilter } from './FiguresFilter.tsx';
import { FiguresTable, measuresOf } from './FiguresTable.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { ShareCell } from './ShareCell.tsx';
import { Trend } from './Trend.tsx';

const narrowing = [
  'from',
  'until',
  'authority_id',
  'unit_id',
  'service_id',
  'kind',
  'channel',
  'by',
] as const;

/** What people say of how they were attended, where the reader may know it: whole, side by side, month by month. */
export function Satisfaction() {
  const { t, code, manner } = useWords();
  useTitle(t('console.nav.satisfaction'));
  const search = useSearch({ from: '/inside/satisfaction' });
  const navigate = useNavigate();
  const asked = Object.fromEntries(
    narrowing.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  ) as { by?: SatisfactionBreakdown };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['satisfaction', asked],
    queryFn: ({ signal }) => call('get_satisfaction', { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.satisfaction')}</h1>
        <a className="button" href={linkTo('export_satisfaction', asked)} download>
          <Icon name="download" /> {t('console.inbox.csv')}
        </a>
      </div>
      <FiguresFilter
        asked={asked}
        onChange={(next) => void navigate({ to: '/satisfaction', search: next, replace: true })}
      />
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data?.whole.closed === 0 && <Empty icon="star" title={t('console.satisfaction.empty')} />}
      {data && data.whole.closed > 0 && (
        <>
          <Headline figures={data.whole} />
          <p className="soft">
            {t('satisfaction.response', {
              closed: wholeNumber(data.whole.closed, manner),
              asked: wholeNumber(data.whole.asked, manner),
              complete: wholeNumber(data.whole.complete, manner),
              rate: data.whole.response_rate === null ? '—' : preciseShare(data.whole.response_rate, manner),
            })}{' '}
            {data.whole.lasting_asked > 0 &&
              t('satisfaction.lasting_response', {
                due: wholeNumber(data.whole.lasting_due, manner),
                asked: wholeNumber(data.whole.lasting_asked, manner),
              })}
          </p>
          <Trend months={data.months} measures={measuresOf(data.whole)} />
          <FiguresTable
            title={code('console.satisfaction.by', data.by)}
            measures={measuresOf(data.whole)}
            rows={data.groups}
          />
          {data.whole.lasting_asked > 0 && <p className="soft small">{t('satisfaction.method_lasting')}</p>}
          <PeopleTable people={data.people} />
          <p className="soft small">{t('satisfaction.method_hidden')}</p>
          <p className="soft small">
            {t('satisfaction.method_interval', { needed: wholeNumber(data.whole.needed, manner) })}
          </p>
        </>
      )}
    </div>
  );
}

function Headline({ figures }: { figures: SatisfactionFigures }) {
  const { t, manner } = useWords();
  return (
    <dl className="figure-cards">
      {measuresOf(figures).map((measure) => {
        const share = figures[measure];
        return (
          <div key={measure} className="figure-card">
            <dt>{t(`satisfaction.measure.${measure}`)}</dt>
            <dd>
              <ShareCell share={share} large />
              {share && (
                <span className="small soft">
                  {t('satisfaction.weighted', { percent: preciseShare(share.weighted, manner) })}
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
