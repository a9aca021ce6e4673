import { closingRules } from '../../../core/turns/office.ts';
import { useWords } from '../../language/words.ts';
import { Check, SelectField, TextField } from '../../ui/Field.tsx';
import type { Editing } from './RowEditors.tsx';

const counted = ['slot_minutes', 'places', 'days_ahead', 'remind_hours'] as const;

/** The fair order, the end of the day and appointments. */
export function RulesEditor({ settings, change }: Editing) {
  const { t } = useWords();
  const { appointments } = settings;
  return (
    <fieldset className="turns-rows">
      <legend>{t('console.turns.rules')}</legend>
      <TextField
        {...{ label: t('console.turns.in_a_row'), type: 'number', min: 1, max: 20, value: settings.in_a_row }}
        onChange={(event) => change({ in_a_row: Number(event.target.value) })}
      />
      <TextField
        {...{
          label: t('console.turns.stop'),
          type: 'number',
          min: 0,
          max: 240,
          value: settings.stop_minutes,
        }}
        onChange={(event) => change({ stop_minutes: Number(event.target.value) })}
      />
      <SelectField
        {...{ label: t('console.turns.at_closing'), value: settings.at_closing }}
        options={closingRules.map((rule) => ({ value: rule, label: t(`console.turns.closing.${rule}`) }))}
        onChange={(event) => change({ at_closing: event.target.value as (typeof closingRules)[number] })}
      />
      <Check
        {...{ label: t('console.turns.offered'), checked: appointments.is_offered }}
        onChange={(event) => change({ appointments: { ...appointments, is_offered: event.target.checked } })}
      />
      {appointments.is_offered && (
        <>
          {counted.map((name) => (
            <Counted key={name} {...{ name, settings, change }} />
          ))}
          <Check
            {...{ label: t('console.turns.check_in'), checked: appointments.check_in }}
            onChange={(event) =>
              change({ appointments: { ...appointments, check_in: event.target.checked } })
            }
          />
          {appointments.check_in && <Counted {...{ name: 'late_minutes', settings, change }} />}
        </>
      )}
    </fieldset>
  );
}

function Counted({
  name,
  settings: { appointments },
  change,
}: Editing & { name: (typeof counted)[number] | 'late_minutes' }) {
  const { t } = useWords();
  return (
    <TextField
      {...{ label: t(`console.turns.${name}`), type: 'number', min: 0, value: appointments[name] }}
      onChange={(event) => change({ appointments: { ...appointments, [name]: Number(event.target.value) } })}
    />
  );
}
