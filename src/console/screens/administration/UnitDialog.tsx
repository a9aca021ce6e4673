import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { UnitInfo } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { UnitPicker } from '../../parts/UnitPicker.tsx';
import { Check, SelectField, TextField } from '../../ui/Field.tsx';
import { EditDialog } from './EditDialog.tsx';
import { useSave } from './use-save.ts';

const refresh = [['units']];
const lines = ['name', 'responsible_name', 'responsible_title', 'email', 'phone', 'address'] as const;
const canBeNone: readonly string[] = ['email', 'phone', 'address'];

/** A unit, new or edited; one with open work cannot be switched off, and the server says why. */
export function UnitDialog({ unit, onClose }: { unit: UnitInfo | null; onClose: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [code, setCode] = useState('');
  const [authority_id, setAuthority] = useState(unit?.authority_id ?? '');
  const [values, setValues] = useState<Record<(typeof lines)[number], string>>({
    name: unit?.name ?? '',
    responsible_name: unit?.responsible_name ?? '',
    responsible_title: unit?.responsible_title ?? '',
    email: unit?.email ?? '',
    phone: unit?.phone ?? '',
    address: unit?.address ?? '',
  });
  const [parent_id, setParent] = useState(unit?.parent_id ?? '');
  const [reply_needs_approval, setApproval] = useState(unit?.reply_needs_approval ?? false);
  const [is_active, setActive] = useState(unit?.is_active ?? true);
  const create = useSave('create_unit', { refresh, done: onClose });
  const edit = useSave('edit_unit', { refresh, done: onClose });
  function save() {
    const body = {
      ...values,
      ...Object.fromEntries(canBeNone.map((name) => [name, values[name as 'email'] || null])),
      ...{ parent_id: parent_id || null, reply_needs_approval, is_active },
    };
    if (unit === null) create.save({ body: { ...body, code, authority_id } });
    else edit.save({ params: { id: unit.id }, body });
  }
  return (
    <EditDialog
      title={unit?.name ?? t('console.admin.unit.new')}
      isBusy={create.isBusy || edit.isBusy}
      problem={create.problem ?? edit.problem}
      reason={may('units.manage') ? null : t('console.no_permission')}
      onClose={onClose}
      onSave={save}
    >
      {unit === null && (
        <>
          <SelectField
            {...{ label: t('console.filter.authority'), value: authority_id, none: t('console.choose') }}
            options={(catalogue?.authorities ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => setAuthority(event.target.value)}
          />
          <TextField
            {...{ label: t('console.admin.code'), value: code, help: t('console.admin.code_help') }}
            onChange={(event) => setCode(event.target.value)}
          />
        </>
      )}
      {lines.map((name) => (
        <TextField
          key={name}
          {...{ label: t(`console.admin.unit.${name}`), value: values[name] }}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      ))}
      {authority_id !== '' && (
        <UnitPicker
          label={t('console.admin.unit.parent')}
          value={parent_id}
          authority_id={authority_id}
          {...(unit === null ? {} : { except: unit.id })}
          onChange={setParent}
        />
      )}
      <div className="wide stack-tight">
        <Check
          label={t('console.admin.unit.approval')}
          checked={reply_needs_approval}
          onChange={(event) => setApproval(event.target.checked)}
        />
        <Check
          label={t('console.admin.is_active')}
          checked={is_active}
          onChange={(event) => setActive(event.target.checked)}
        />
      </div>
    </EditDialog>
  );
}
