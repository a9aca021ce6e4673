import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { ReportTemplate as Template } from '../../api.generated.ts';
import { call, type ApiError } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/reports.css';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { TemplateSection } from './TemplateSection.tsx';

/** The words of a report and the order of its sections, as the city wants them. */
export function ReportTemplate() {
  const { t, code } = useWords();
  const { model } = useParams({ from: '/inside/reports/template/$model' });
  const name = code('console.report.model_name', model);
  useTitle(name);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['report-template', model],
    queryFn: ({ signal }) =>
      call('get_report_template', { params: { model: model as Template['model'] }, signal }),
    staleTime: Infinity,
  });
  return (
    <div className="page">
      <p>
        <Link to="/reports" search={{}}>
          {t('console.nav.reports')}
        </Link>
      </p>
      <h1>{t('console.report.template_of', { report: name })}</h1>
      <p className="soft">{t('console.report.template_help')}</p>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && <Editor key={data.version} template={data} />}
    </div>
  );
}

type Sections = Template['sections'];

function Editor({ template }: { template: Template }) {
  const { t, manner } = useWords();
  const may = useMay();
  const [sections, setSections] = useState(template.sections);
  const [faults, setFaults] = useState<ApiError['fields']>({});
  const save = useWrite('save_report_template', {
    refresh: [['report-template', template.model]],
    done: () => announce({ text: t('console.saved') }),
    failed: (error) => {
      setFaults(error.fields);
      return Object.keys(error.fields).length > 0;
    },
  });
  const { model, version } = template;
  const hasFaults = Object.keys(faults).length > 0;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setFaults({});
        save.mutate({ params: { model }, body: { version, sections } });
      }}
    >
      <p className="soft small">{versionWords(template, t, manner)}</p>
      <p className="small">
        {t('console.report.placeholders')}{' '}
        {template.placeholders.map((name) => (
          <code key={name} className="placeholder">{`{${name}}`}</code>
        ))}
      </p>
      {hasFaults && (
        <p className="notice" data-tone="late" role="alert">
          {t('console.report.faults')}
        </p>
      )}
      <ol className="stack template-sections">
        {sections.map((section, at) => (
          // A section has no name of its own: notes may stand several times.
          <li key={at}>
            <TemplateSection
              {...{ section, at, faults, count: sections.length }}
              onChange={(next) => setSections(replaced(sections, at, next))}
              onMove={(to) => setSections(moved(sections, at, to))}
              onRemove={() => setSections(sections.filter((_, other) => other !== at))}
            />
          </li>
        ))}
      </ol>
      <div className="row">
        <Button icon="plus" onClick={() => setSections([...sections, aNote()])}>
          {t('console.report.add_note')}
        </Button>
        <Button
          type="submit"
          look="primary"
          isBusy={save.isPending}
          reason={may('reports.prepare') ? null : t('console.no_permission')}
        >
          {t('console.save')}
        </Button>
      </div>
    </form>
  );
}

const aNote = (): Sections[number] => ({
  ...{ kind: 'note', is_shown: true },
  ...{ title: { es: '', en: '' }, text: { es: '', en: '' } },
});

const replaced = (sections: Sections, at: number, next: Sections[number]): Sections =>
  sections.map((section, other) => (other === at ? next : section));

function moved(sections: Sections, at: number, to: number): Sections {
  const rest = sections.filter((_, other) => other !== at);
  return [...rest.slice(0, to), ...sections.slice(at, at + 1), ...rest.slice(to)];
}

type WordsOf = ReturnType<typeof useWords>;

const versionWords = (
  { version, saved_at, saved_by }: Template,
  t: WordsOf['t'],
  manner: WordsOf['manner'],
) =>
  saved_at === null
    ? t('console.report.usual_template')
    : t('console.report.template_version', {
        version,
        when: shortInstant(saved_at, manner),
        who: saved_by ?? '—',
      });
