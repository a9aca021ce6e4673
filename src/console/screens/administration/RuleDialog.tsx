import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CHANNELS } from '../../../core/cities/settings.ts';
import type { RoutingRule, RoutingRuleTrialResult } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { UnitPicker } from '../../parts/UnitPicker.tsx';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Picker } from '../../ui/Picker.tsx';
import { EditDialog } from './EditDialog.tsx';
import { useSave } from './use-save.ts';

const refresh = [['rules']];

/** A rule, new or edited; it is tried on the newest petitions before it is saved. */
export function RuleDialog({ rule, onClose }: { rule: RoutingRule | null; onClose: () => void }) {
  const { t, code } = useWords();
  const may = useMay();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [service_code, setService] = useState(rule?.service_code ?? '');
  const [zone_code, setZone] = useState(rule?.zone_code ?? '');
  const [kind_code, setKind] = useState(rule?.kind_code ?? '');
  const [channel, setChannel] = useState(rule?.channel ?? '');
  const [unit_id, setUnit] = useState(rule?.unit_id ?? '');
  const [note, setNote] = useState(rule?.note ?? '');
  const body = {
    service_code: service_code || null,
    zone_code: zone_code || null,
    kind_code: kind_code || null,
    channel: channel || null,
    ...{ unit_id, note: note || null },
  };
  const tried = JSON.stringify(body);
  const [trial, setTrial] = useState<{ of: string; result: RoutingRuleTrialResult } | null>(null);
  const test = useWrite('try_routing_rule', {
    refresh: [],
    done: (result) => setTrial({ of: tried, result }),
  });
  const create = useSave('create_routing_rule', { refresh, done: onClose });
  const edit = useSave('edit_routing_rule', { refresh, done: onClose });
  const remove = useSave('remove_routing_rule', { refresh, done: onClose });
  const isTried = trial?.of === tried;
  const missing = unit_id === '' ? t('console.fill_in') : isTried ? null : t('console.admin.rule.try_first');
  const options = (items: readonly { code: string; name: string }[] | undefined) =>
    (items ?? []).map((one) => ({ value: one.code, label: one.name }));
  return (
    <EditDialog
      title={rule === null ? t('console.admin.rule.new') : rule.unit_name}
      isBusy={create.isBusy || edit.isBusy}
      problem={create.problem ?? edit.problem ?? remove.problem}
      reason={may('configuration.edit') ? missing : t('console.no_permission')}
      onClose={onClose}
      onSave={() => (rule === null ? create.save({ body }) : edit.save({ params: { id: rule.id }, body }))}
    >
      <Picker
        {...{ label: t('console.filter.service'), value: service_code, onChange: setService }}
        options={options(catalogue?.services)}
        placeholder={t('console.any')}
      />
      <Picker
        {...{ label: t('console.filter.zone'), value: zone_code, onChange: setZone }}
        options={options(catalogue?.zones)}
        placeholder={t('console.any')}
      />
      <SelectField
        {...{ label: t('console.filter.kind'), value: kind_code, none: t('console.any') }}
        options={options(catalogue?.kinds)}
        onChange={(event) => setKind(event.target.value)}
      />
      <SelectField
        {...{ label: t('console.filter.channel'), value: channel, none: t('console.any') }}
        options={CHANNELS.map((value) => ({ value, label: code('channel', value) }))}
        onChange={(event) => setChannel(event.target.value)}
      />
      <UnitPicker value={unit_id} onChange={setUnit} />
      <TextField
        {...{ label: t('console.admin.rule.note'), value: note }}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="wide stack">
        <div className="row">
          <Button
            isBusy={test.isPending}
            reason={unit_id === '' ? t('console.fill_in') : null}
            onClick={() => test.mutate({ body: { rule: body, replaces_id: rule?.id ?? null } })}
          >
            {t('console.admin.rule.try')}
          </Button>
          {rule !== null && (
            <Button
              look="danger"
              isBusy={remove.isBusy}
              onClick={() => remove.save({ params: { id: rule.id } })}
            >
              {t('console.remove')}
            </Button>
          )}
        </div>
        {isTried && trial && <Trial result={trial.result} />}
      </div>
    </EditDialog>
  );
}

function Trial({ result }: { result: RoutingRuleTrialResult }) {
  const { t } = useWords();
  return (
    <output className="notice">
      <div className="stack-tight">
        <strong>{t('console.admin.rule.result', { changed: result.changed, tried: result.tried })}</strong>
        {result.examples.slice(0, 6).map((one) => (
          <span key={one.petition_id} className="small">
            <span className="folio">{one.folio}</span> {one.service}: {one.from_unit} → {one.to_unit}
          </span>
        ))}
      </div>
    </output>
  );
}
