import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { shortDate, shortInstant } from '../../../core/language/format.ts';
import type { CriticalPointPage } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import '../../css/critical-points.css';
import '../../css/dashboard.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { DueChip, StageChip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { StateChip } from './CriticalPoints.tsx';
import { changeOf, subjectOf } from './point-words.ts';
import { ClosePoint, NotePoint, PlanPoint } from './PointDialogs.tsx';
import { WeeklyChart } from './WeeklyChart.tsx';

/** One critical point: what changed, the petitions behind it, who sees to it, and what was done. */
export function PointScreen() {
  const { id } = useParams({ from: '/inside/critical-points/$id' });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['critical-point', id],
    queryFn: ({ signal }) => call('get_critical_point', { params: { id }, signal }),
  });
  if (isPending) return <Waiting />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  return <Point point={data} />;
}

function Point({ point }: { point: CriticalPointPage }) {
  const words = useWords();
  const { t, count, manner } = words;
  const title = `${t(`console.critical.kind.${point.kind}`)}: ${subjectOf(point, words)}`;
  useTitle(title);
  const chance = new Intl.NumberFormat(manner.locale, { maximumSignificantDigits: 2 });
  return (
    <div className="page">
      <p>
        <Link to="/critical-points" search={{}}>
          <Icon name="left" /> {t('console.nav.critical_points')}
        </Link>
      </p>
      <div className="page-head">
        <h1>{title}</h1>
        <StateChip item={point} />
      </div>
      <p>{changeOf(point, words)}</p>
      {point.weekly.length > 0 && <WeeklyChart weekly={point.weekly} since={point.since} />}
      <p className="soft small">
        {point.unit.name}, {point.authority.name} ·{' '}
        {t('console.critical.chance', { chance: chance.format(point.chance) })}{' '}
        {t(`console.critical.method.${point.kind}`)}
      </p>
      <FollowUp point={point} />
      <section className="stack">
        <h2>{t('console.critical.behind')}</h2>
        <p className="soft small">
          {count('console.critical.petitions', point.petitions)}. {t('console.critical.behind_help')}
        </p>
        <ol className="next-things">
          {point.behind.map((row) => (
            <li key={row.id}>
              <DueChip row={row} />
              <span className="grow">
                <Link to="/petitions/$id" params={{ id: row.id }} search={{}} preload={false}>
                  {row.service.name}
                </Link>
                <span className="row-words soft">{row.summary || row.address_text}</span>
              </span>
              <StageChip stage={row.stage} />
              <span className="folio">{row.folio}</span>
            </li>
          ))}
        </ol>
      </section>
      <section className="stack">
        <h2>{t('console.critical.history')}</h2>
        <ol className="point-events">
          {point.events.map((event) => (
            <li key={event.id}>
              <span className="soft small">{shortInstant(event.at, manner)}</span>
              <span>
                <strong>{t(`console.critical.event.${event.type}`)}</strong>
                {event.by && ` · ${event.by}`}
                {event.owner &&
                  event.due_on &&
                  ` · ${t('console.critical.with', { name: event.owner, day: shortDate(event.due_on, manner) })}`}
              </span>
              {event.words && <span>{event.words}</span>}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

type Dialog = 'plan' | 'note' | 'close';

function FollowUp({ point }: { point: CriticalPointPage }) {
  const { t } = useWords();
  const may = useMay();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  if (point.state === 'closed') {
    return (
      <section className="card stack-tight">
        <h2>{t(`console.critical.result.${point.result ?? 'solved'}`)}</h2>
        <p>{point.closing_note}</p>
        <p className="soft small">{point.closed_by}</p>
      </section>
    );
  }
  return (
    <section className="card stack-tight">
      <h2>{t('console.critical.follow_up')}</h2>
      <p>{point.plan ?? t('console.critical.no_plan')}</p>
      {may('critical_point.follow_up') && (
        <div className="row">
          <Button
            look={point.owner === null ? 'primary' : 'plain'}
            icon="person"
            onClick={() => setDialog('plan')}
          >
            {t(point.owner === null ? 'console.critical.plan' : 'console.critical.change_plan')}
          </Button>
          <Button icon="note" onClick={() => setDialog('note')}>
            {t('console.critical.add_note')}
          </Button>
          <Button icon="done" onClick={() => setDialog('close')}>
            {t('console.critical.close')}
          </Button>
        </div>
      )}
      {dialog === 'plan' && <PlanPoint point={point} onClose={close} />}
      {dialog === 'note' && <NotePoint point={point} onClose={close} />}
      {dialog === 'close' && <ClosePoint point={point} onClose={close} />}
    </section>
  );
}
