import { useState } from 'react';
import { wholeNumber } from '../../../core/language/format.ts';
import type { CalendarChangePreview, CalendarInfo, DeclareDays } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx';
import { EditDialog } from './EditDialog.tsx';
import { useSave } from './use-save.ts';

const kinds = ['closure', 'suspension', 'holiday', 'working_day'] as const;

/** Declares days; first it shows how many open petitions move, then it is done. */
export function DeclareDialog({ calendar, onClose }: { calendar: CalendarInfo; onClose: () => void }) {
  const { t, count, manner } = useWords();
  const [given, setGiven] = useState({
    day: '',
    until: '',
    kind: 'closure',
    name: '',
    source: '',
    reason: '',
  });
  const body: DeclareDays = {
    day: given.day,
    kind: given.kind as DeclareDays['kind'],
    name: given.name,
    source: given.source,
    ...(given.until === '' ? {} : { until: given.until }),
    ...(given.reason === '' ? {} : { reason: given.reason }),
  };
  const seen = JSON.stringify(body);
  const [preview, setPreview] = useState<{ of: string; result: CalendarChangePreview } | null>(null);
  const look = useWrite('preview_calendar_days', {
    refresh: [],
    done: (result) => setPreview({ of: seen, result }),
  });
  const declare = useSave('declare_calendar_days', {
    named: (field) => ({ day: t('console.user.away_from'), kind: t('console.filter.kind') })[field],
    refresh: [['calendars'], ['petitions'], ['petition'], ['counts']],
    done: onClose,
  });
  const params = { id: calendar.id };
  const isMissing = given.day === '' || given.name === '' || given.source === '';
  const isSeen = preview?.of === seen;
  const set = (name: keyof typeof given) => (event: { target: { value: string } }) =>
    setGiven({ ...given, [name]: event.target.value });
  return (
    <EditDialog
      title={`${t('console.admin.calendar.declare')} · ${calendar.name}`}
      isBusy={declare.isBusy}
      problem={declare.problem}
      action={t('console.admin.calendar.declare')}
      reason={isMissing ? t('console.fill_in') : isSeen ? null : t('console.admin.calendar.look_first')}
      onClose={onClose}
      onSave={() => declare.save({ params, body })}
    >
      <TextField
        {...{ label: t('console.user.away_from'), type: 'date', value: given.day }}
        onChange={set('day')}
      />
      <TextField
        {...{ label: t('console.admin.calendar.until'), type: 'date', value: given.until }}
        onChange={set('until')}
      />
      <SelectField
        {...{ label: t('console.filter.kind'), value: given.kind }}
        options={kinds.map((value) => ({ value, label: t(`console.admin.calendar.kind.${value}`) }))}
        onChange={set('kind')}
      />
      <TextField {...{ label: t('console.admin.calendar.name'), value: given.name }} onChange={set('name')} />
      <TextField
        {...{ label: t('console.admin.calendar.source'), value: given.source }}
        onChange={set('source')}
      />
      <TextArea {...{ label: t('console.act.reason'), value: given.reason }} onChange={set('reason')} />
      <div className="wide stack">
        <Button
          isBusy={look.isPending}
          reason={isMissing ? t('console.fill_in') : null}
          onClick={() => look.mutate({ params, body })}
        >
          {t('console.admin.calendar.look')}
        </Button>
        {isSeen && preview && (
          <output className="notice">
            <span>
              {preview.result.is_at_least && `${t('console.admin.calendar.at_least')} `}
              <span className="big-number">{wholeNumber(preview.result.moved, manner)}</span>{' '}
              {count('console.admin.calendar.moved', preview.result.open_petitions)}
            </span>
          </output>
        )}
      </div>
    </EditDialog>
  );
}
