import { useState } from 'react';
import { longInstant, shortInstant } from '../../../core/language/format.ts';
import type { Report } from '../../api.generated.ts';
import { addressOf, inCity } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Chip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { EditDialog } from '../administration/EditDialog.tsx';

/** One edition: how far it is counted, its paper to be read before, and its publishing. */
export function ReportCard({ report }: { report: Report }) {
  const { t, code, manner } = useWords();
  const [isPublishing, setPublishing] = useState(false);
  const name = `${code('console.report.model_name', report.model)}, ${report.period_name}`;
  const whose = report.authority?.name ?? t('console.report.whole_city');
  const isReady = report.progress === 100;
  return (
    <article className="card report-card" aria-label={`${name}, ${whose}`}>
      <div className="row wrap">
        <State report={report} />
        <strong>{name}</strong>
        <span className="soft">{whose}</span>
        <span className="soft small">{t('console.report.edition', { edition: report.edition })}</span>
      </div>
      {!isReady && (
        <label className="row">
          <span>{t('console.report.counting')}</span>
          <progress max={100} value={report.progress} />
        </label>
      )}
      {report.as_of !== null && (
        <p className="soft small">
          {t('console.report.as_of', { instant: longInstant(report.as_of, manner) })}{' '}
          {t('console.report.ordered', {
            who: report.ordered_by ?? '—',
            when: shortInstant(report.ordered_at, manner),
          })}
        </p>
      )}
      {report.as_of !== null && <Papers report={report} />}
      <div className="row wrap">
        {report.published_at === null && <Acts report={report} onPublish={() => setPublishing(true)} />}
        {report.address !== null && (
          <a className="button" href={report.address} target="_blank" rel="noreferrer">
            {t('console.report.read')}
          </a>
        )}
      </div>
      {isPublishing && (
        <Publish {...{ report, name: `${name}, ${whose}` }} onClose={() => setPublishing(false)} />
      )}
    </article>
  );
}

function State({ report }: { report: Report }) {
  const { t, manner } = useWords();
  if (report.published_at !== null)
    return (
      <Chip tone="done" icon="done">
        {t('console.report.published', { when: shortInstant(report.published_at, manner) })}
      </Chip>
    );
  return (
    <Chip tone="soon" icon={report.progress < 100 ? 'clock' : 'note'}>
      {t(report.progress < 100 ? 'console.report.being_counted' : 'console.report.draft')}
    </Chip>
  );
}

function Papers({ report }: { report: Report }) {
  const { t } = useWords();
  const paper = (language: 'es' | 'en') =>
    inCity(addressOf('get_report_paper', { id: report.id }, { language }));
  return (
    <p className="row wrap">
      <a href={paper('es')} target="_blank" rel="noreferrer">
        {t('console.report.pdf_es')}
      </a>
      <a href={paper('en')} target="_blank" rel="noreferrer">
        {t('console.report.pdf_en')}
      </a>
    </p>
  );
}

function Acts({ report, onPublish }: { report: Report; onPublish: () => void }) {
  const { t } = useWords();
  const again = useWrite('order_report', { refresh: [['reports']] });
  const { model, period, authority } = report;
  const reason = reasonOf(report);
  return (
    <>
      <Button
        icon="undo"
        isBusy={again.isPending}
        onClick={() => again.mutate({ body: { model, period, authority_id: authority?.id ?? null } })}
      >
        {t('console.report.count_again')}
      </Button>
      <Button look="primary" onClick={onPublish} reason={reason === null ? null : t(reason)}>
        {t('console.report.publish')}
      </Button>
    </>
  );
}

/** Why it cannot be published now; null where it can. */
function reasonOf({ progress, as_of, may_publish, is_of_whole_period }: Report) {
  if (!may_publish) return 'console.no_permission';
  if (progress < 100 || as_of === null) return 'console.report.not_ready';
  return is_of_whole_period ? null : 'console.report.not_over';
}

function Publish({ report, name, onClose }: { report: Report; name: string; onClose: () => void }) {
  const { t } = useWords();
  const [problem, setProblem] = useState<string | null>(null);
  const publish = useWrite('publish_report', {
    refresh: [['reports']],
    done: onClose,
    failed: (error) => {
      setProblem(error.message);
      return true;
    },
  });
  return (
    <EditDialog
      {...{ title: t('console.report.publish'), action: t('console.report.publish'), problem, onClose }}
      isBusy={publish.isPending}
      onSave={() => publish.mutate({ params: { id: report.id } })}
    >
      <p className="wide">
        <strong>{name}</strong>
      </p>
      <p className="wide">{t('console.report.publish_help')}</p>
    </EditDialog>
  );
}
