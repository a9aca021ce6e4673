import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { TemplateInfo } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Check, SelectField, TextArea, TextField } from '../../ui/Field.tsx';
import { Picker } from '../../ui/Picker.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { EditDialog } from './EditDialog.tsx';
import { SectionHead } from './SectionHead.tsx';
import { useSave } from './use-save.ts';

const refresh = [['templates']];

/** A code as people say it; the code itself where the catalogue has it no more. */
function nameOf(
  items: readonly { readonly code: string; readonly name: string }[] | undefined,
  sought: string | null,
): string | null {
  return items?.find(({ code }) => code === sought)?.name ?? sought;
}

/** Standard words for replies, offered by service and outcome. */
export function Templates() {
  const { t } = useWords();
  const may = useMay();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [edited, setEdited] = useState<TemplateInfo | 'new' | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => call('list_templates', { signal }),
  });
  const columns = useMemo(
    (): Column<TemplateInfo>[] => [
      {
        ...{ id: 'name', title: t('console.admin.name'), value: ({ name, body }) => `${name} ${body}` },
        cell: (template) => (
          <Button look="link" onClick={() => setEdited(template)}>
            {template.name}
          </Button>
        ),
      },
      {
        ...{ id: 'service', title: t('console.filter.service') },
        value: ({ service_code }) => nameOf(catalogue?.services, service_code) ?? t('console.any'),
      },
      {
        ...{ id: 'outcome', title: t('console.filter.outcome') },
        value: ({ outcome_code }) => nameOf(catalogue?.outcomes, outcome_code) ?? t('console.any'),
      },
    ],
    [t, catalogue],
  );
  return (
    <>
      <SectionHead title={t('console.admin.section.templates')} help={t('console.admin.template.help')}>
        <Button
          {...{ look: 'primary', icon: 'plus' }}
          reason={may('configuration.edit') ? null : t('console.no_permission')}
          onClick={() => setEdited('new')}
        >
          {t('console.admin.template.new')}
        </Button>
      </SectionHead>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <DataTable
          label={t('console.admin.section.templates')}
          rows={data.items}
          columns={columns}
          idOf={({ id }) => id}
          isActive={({ is_active }) => is_active}
        />
      )}
      {edited && (
        <TemplateDialog template={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

function TemplateDialog({ template, onClose }: { template: TemplateInfo | null; onClose: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [code, setCode] = useState('');
  const [name, setName] = useState(template?.name ?? '');
  const [body, setBody] = useState(template?.body ?? '');
  const [service, setService] = useState(template?.service_code ?? '');
  const [outcome, setOutcome] = useState(template?.outcome_code ?? '');
  const [is_active, setActive] = useState(template?.is_active ?? true);
  const create = useSave('create_template', { refresh, done: onClose });
  const edit = useSave('edit_template', { refresh, done: onClose });
  function save() {
    const given = { name, body, is_active, service_code: service || null, outcome_code: outcome || null };
    if (template === null) create.save({ body: { ...given, code } });
    else edit.save({ params: { id: template.id }, body: { ...given, version: template.version } });
  }
  const options = (items: readonly { code: string; name: string }[] | undefined) =>
    (items ?? []).map((one) => ({ value: one.code, label: one.name }));
  return (
    <EditDialog
      title={template?.name ?? t('console.admin.template.new')}
      isBusy={create.isBusy || edit.isBusy}
      problem={create.problem ?? edit.problem}
      reason={may('configuration.edit') ? null : t('console.no_permission')}
      onClose={onClose}
      onSave={save}
    >
      <TextField
        {...{ label: t('console.admin.name'), value: name }}
        onChange={(event) => setName(event.target.value)}
      />
      {template === null && (
        <TextField
          {...{ label: t('console.admin.code'), value: code, help: t('console.admin.code_help') }}
          onChange={(event) => setCode(event.target.value)}
        />
      )}
      <Picker
        {...{ label: t('console.filter.service'), value: service, onChange: setService }}
        placeholder={t('console.any')}
        options={options(catalogue?.services)}
      />
      <SelectField
        {...{ label: t('console.filter.outcome'), value: outcome, none: t('console.any') }}
        options={options(catalogue?.outcomes)}
        onChange={(event) => setOutcome(event.target.value)}
      />
      <div className="wide">
        <TextArea
          {...{ label: t('console.admin.template.body'), value: body, rows: 10 }}
          help={t('console.admin.template.names')}
          onChange={(event) => setBody(event.target.value)}
        />
      </div>
      <div className="wide">
        <Check
          label={t('console.admin.is_active')}
          checked={is_active}
          onChange={(event) => setActive(event.target.checked)}
        />
      </div>
    </EditDialog>
  );
}
