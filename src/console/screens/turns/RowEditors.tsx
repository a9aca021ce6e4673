import type { ReactNode } from 'react';
import { weekdayName } from '../../../core/language/format.ts';
import type { OfficeSettings } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Check, SelectField, TextField } from '../../ui/Field.tsx';

export interface Editing {
  readonly settings: OfficeSettings;
  readonly change: (part: Partial<OfficeSettings>) => void;
}

interface RowsProps<R> {
  readonly title: string;
  readonly rows: readonly R[];
  readonly fresh: () => R;
  readonly onChange: (rows: R[]) => void;
  /** The fields of a row; `set` changes it. */
  readonly children: (row: R, set: (part: Partial<R>) => void) => ReactNode;
}

/** Rows that are edited in place, one more at the end. */
function Rows<R>({ title, rows, fresh, onChange, children }: RowsProps<R>) {
  const { t } = useWords();
  return (
    <fieldset className="turns-rows">
      <legend>{title}</legend>
      {rows.map((row, at) => (
        <div key={at} className="turns-row">
          {children(row, (part) => onChange(rows.map((one, i) => (i === at ? { ...one, ...part } : one))))}
          <Button
            {...{ look: 'quiet', icon: 'close', 'aria-label': t('console.turns.remove') }}
            onClick={() => onChange(rows.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <Button icon="plus" onClick={() => onChange([...rows, fresh()])}>
        {t('console.turns.add')}
      </Button>
    </fieldset>
  );
}

/** What one comes for: its letter and how long it takes. */
export function LinesEditor({ settings, change }: Editing) {
  const { t } = useWords();
  return (
    <Rows
      title={t('console.turns.lines')}
      rows={settings.lines}
      fresh={() => ({ code: '', name: '', prefix: '', minutes: 10, service_codes: [], is_active: true })}
      onChange={(lines) => change({ lines })}
    >
      {(line, set) => (
        <>
          <TextField
            {...{ label: t('console.admin.code'), value: line.code }}
            onChange={(event) => set({ code: event.target.value })}
          />
          <TextField
            {...{ label: t('console.turns.name'), value: line.name }}
            onChange={(event) => set({ name: event.target.value })}
          />
          <TextField
            {...{ label: t('console.turns.prefix'), value: line.prefix, maxLength: 3 }}
            onChange={(event) => set({ prefix: event.target.value.toUpperCase() })}
          />
          <TextField
            {...{ label: t('console.turns.takes'), type: 'number', min: 1, max: 240, value: line.minutes }}
            onChange={(event) => set({ minutes: Number(event.target.value) })}
          />
          <TextField
            {...{ label: t('console.turns.services'), value: line.service_codes.join(' ') }}
            onChange={(event) => set({ service_codes: event.target.value.split(/[\s,]+/).filter(Boolean) })}
          />
          <Check
            {...{ label: t('console.turns.in_use'), checked: line.is_active }}
            onChange={(event) => set({ is_active: event.target.checked })}
          />
        </>
      )}
    </Rows>
  );
}

/** Counters, and the lines that each attends; none is all. */
export function CountersEditor({ settings, change }: Editing) {
  const { t } = useWords();
  return (
    <Rows
      title={t('console.turns.counters')}
      rows={settings.counters}
      fresh={() => ({ code: '', name: '', lines: [], is_active: true })}
      onChange={(counters) => change({ counters })}
    >
      {(counter, set) => (
        <>
          <TextField
            {...{ label: t('console.admin.code'), value: counter.code }}
            onChange={(event) => set({ code: event.target.value })}
          />
          <TextField
            {...{ label: t('console.turns.name'), value: counter.name }}
            onChange={(event) => set({ name: event.target.value })}
          />
          <fieldset className="turns-checks">
            <legend>{t('console.turns.attends')}</legend>
            {settings.lines.map(({ code, name }) => (
              <Check
                key={code}
                {...{ label: name, checked: counter.lines.includes(code) }}
                onChange={(event) =>
                  set({
                    lines: event.target.checked
                      ? [...counter.lines, code]
                      : counter.lines.filter((one) => one !== code),
                  })
                }
              />
            ))}
          </fieldset>
          <Check
            {...{ label: t('console.turns.in_use'), checked: counter.is_active }}
            onChange={(event) => set({ is_active: event.target.checked })}
          />
        </>
      )}
    </Rows>
  );
}

/** Who is attended first. */
export function PrioritiesEditor({ settings, change }: Editing) {
  const { t } = useWords();
  return (
    <Rows
      title={t('console.turns.priorities')}
      rows={settings.priorities}
      fresh={() => ({ code: '', name: '' })}
      onChange={(priorities) => change({ priorities })}
    >
      {(one, set) => (
        <>
          <TextField
            {...{ label: t('console.admin.code'), value: one.code }}
            onChange={(event) => set({ code: event.target.value })}
          />
          <TextField
            {...{ label: t('console.turns.name'), value: one.name }}
            onChange={(event) => set({ name: event.target.value })}
          />
        </>
      )}
    </Rows>
  );
}

/** Hours of its own, or those of its authority. */
export function HoursEditor({ settings, change }: Editing) {
  const { t, manner } = useWords();
  const own = settings.hours !== null;
  return (
    <>
      <Check
        {...{ label: t('console.turns.authority_hours'), checked: !own }}
        onChange={(event) => change({ hours: event.target.checked ? null : [] })}
      />
      {settings.hours !== null && (
        <Rows
          title={t('console.turns.hours')}
          rows={settings.hours}
          fresh={() => ({ weekday: 1, opens: '09:00', closes: '15:00' })}
          onChange={(hours) => change({ hours })}
        >
          {(one, set) => (
            <>
              <SelectField
                {...{ label: t('console.turns.weekday'), value: String(one.weekday) }}
                options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
                  value: String(day),
                  label: weekdayName(day, manner),
                }))}
                onChange={(event) => set({ weekday: Number(event.target.value) })}
              />
              <TextField
                {...{ label: t('console.turns.opens'), type: 'time', value: one.opens }}
                onChange={(event) => set({ opens: event.target.value })}
              />
              <TextField
                {...{ label: t('console.turns.closes'), type: 'time', value: one.closes }}
                onChange={(event) => set({ closes: event.target.value })}
              />
            </>
          )}
        </Rows>
      )}
    </>
  );
}
