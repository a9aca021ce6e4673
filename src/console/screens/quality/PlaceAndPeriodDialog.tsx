import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dateOfDayNumber, dayNumberOf } from '../../../core/deadlines/day-number.ts';
import { localDay } from '../../../core/language/format.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { samplesQuery } from './Samples.tsx';

const usual_days = 30;

interface Props {
  readonly title: string;
  readonly help: string;
  readonly submit: string;
  readonly size: { readonly label: string; readonly usual: number; readonly most: number };
  readonly isBusy: boolean;
  readonly onDraw: (from: DrawnFrom, size: number) => void;
  readonly onClose: () => void;
}
interface DrawnFrom {
  readonly authority_id: string;
  readonly unit_id: string | null;
  readonly from: string;
  readonly until: string;
}

/** Where, from when, and how many; which ones is nobody's choice. */
export function PlaceAndPeriodDialog({ title, help, submit, size, isBusy, onDraw, onClose }: Props) {
  const { t, manner } = useWords();
  const { data } = useQuery(samplesQuery);
  const [given, setGiven] = useState(() => {
    const until = localDay(new Date().toISOString(), manner);
    const from = dateOfDayNumber(dayNumberOf(until) - usual_days);
    return { authority_id: '', unit_id: '', size: String(size.usual), from, until };
  });
  const { authorities = [], units = [] } = data?.places ?? {};
  const authority_id = given.authority_id || (authorities[0]?.id ?? '');
  const set = (name: keyof typeof given) => (event: { target: { value: string } }) =>
    setGiven({ ...given, [name]: event.target.value });
  const asOptions = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  const asked = Number(given.size);
  const isWhole = Number.isInteger(asked) && asked >= 1 && asked <= size.most;
  const missing = authority_id === '' || given.from === '' || given.until === '' || !isWhole;
  const from = { authority_id, unit_id: given.unit_id || null, from: given.from, until: given.until };
  return (
    <DialogBox
      {...{ title, onClose }}
      foot={
        <Button
          look="primary"
          isBusy={isBusy}
          reason={missing ? t('console.fill_in') : null}
          onClick={() => onDraw(from, asked)}
        >
          {submit}
        </Button>
      }
    >
      <div className="stack">
        <p className="soft">{help}</p>
        <SelectField
          {...{ label: t('console.quality.authority'), value: authority_id, options: asOptions(authorities) }}
          onChange={({ target }) => setGiven({ ...given, authority_id: target.value, unit_id: '' })}
        />
        <SelectField
          {...{ label: t('console.quality.unit'), value: given.unit_id, onChange: set('unit_id') }}
          none={t('console.quality.all_units')}
          options={asOptions(units.filter((unit) => unit.authority_id === authority_id))}
        />
        <TextField
          {...{ label: t('console.quality.from'), type: 'date', value: given.from, onChange: set('from') }}
        />
        <TextField
          {...{ label: t('console.quality.until'), type: 'date', value: given.until, onChange: set('until') }}
        />
        <TextField
          {...{ label: size.label, type: 'number', min: 1, max: size.most }}
          {...{ value: given.size, onChange: set('size') }}
        />
      </div>
    </DialogBox>
  );
}
