import { useState } from 'react';
import type { Reports } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { SelectField } from '../../ui/Field.tsx';
import { EditDialog } from '../administration/EditDialog.tsx';
import { useSave } from '../administration/use-save.ts';

/** Which report is to be counted: what, of when, of whom. */
export function OrderReport({ offered, onClose }: { offered: Reports; onClose: () => void }) {
  const { t, code } = useWords();
  const [wanted, setWanted] = useState({
    model: offered.models[0] ?? 'management',
    period: offered.periods[1]?.code ?? offered.periods[0]?.code ?? '',
    authority_id: offered.of_whole_city ? '' : (offered.authorities[0]?.id ?? ''),
  });
  const { save, isBusy, problem } = useSave('order_report', { refresh: [['reports']], done: onClose });
  const whole = offered.of_whole_city ? [{ value: '', label: t('console.report.whole_city') }] : [];
  return (
    <EditDialog
      {...{ title: t('console.report.order'), action: t('console.report.count'), isBusy, problem, onClose }}
      onSave={() => {
        const authority_id = wanted.authority_id === '' ? null : wanted.authority_id;
        save({ body: { ...wanted, authority_id } });
      }}
    >
      <SelectField
        label={t('console.report.model')}
        options={offered.models.map((model) => ({
          value: model,
          label: code('console.report.model_name', model),
        }))}
        value={wanted.model}
        onChange={({ target }) => setWanted({ ...wanted, model: target.value as typeof wanted.model })}
      />
      <SelectField
        label={t('console.report.period')}
        options={offered.periods.map((period) => ({ value: period.code, label: period.name }))}
        value={wanted.period}
        onChange={({ target }) => setWanted({ ...wanted, period: target.value })}
      />
      <SelectField
        label={t('console.report.whose')}
        options={[...whole, ...offered.authorities.map(({ id, name }) => ({ value: id, label: name }))]}
        value={wanted.authority_id}
        onChange={({ target }) => setWanted({ ...wanted, authority_id: target.value })}
      />
    </EditDialog>
  );
}
