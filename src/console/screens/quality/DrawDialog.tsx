import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { samplesQuery } from './Samples.tsx';

const day_ms = 86_400_000;
const usual_days = 30;
const usual_size = '2';
const local = (at: number): string => {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

/** Where, from when, and how many of each agent and kind; which ones is nobody's choice. */
export function DrawDialog({ onClose }: { onClose: () => void }) {
  const { t, count } = useWords();
  const { data } = useQuery(samplesQuery);
  const [given, setGiven] = useState(() => ({
    ...{ authority_id: '', unit_id: '', per_stratum: usual_size },
    ...{ from: local(Date.now() - usual_days * day_ms), until: local(Date.now()) },
  }));
  const draw = useWrite('draw_quality_sample', {
    refresh: [['quality']],
    done: ({ drawn }) => {
      announce({ text: count('console.quality.drawn', drawn) });
      onClose();
    },
  });
  const { authorities = [], units = [] } = data?.places ?? {};
  const authority_id = given.authority_id || (authorities[0]?.id ?? '');
  const set = (name: keyof typeof given) => (event: { target: { value: string } }) =>
    setGiven({ ...given, [name]: event.target.value });
  const asOptions = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  const per_stratum = Number(given.per_stratum);
  const isWhole = Number.isInteger(per_stratum) && per_stratum >= 1 && per_stratum <= 20;
  const missing = authority_id === '' || given.from === '' || given.until === '' || !isWhole;
  const body = {
    ...{ authority_id, unit_id: given.unit_id || null, from: given.from, until: given.until, per_stratum },
  };
  return (
    <DialogBox
      title={t('console.quality.draw_title')}
      onClose={onClose}
      foot={
        <Button
          look="primary"
          isBusy={draw.isPending}
          reason={missing ? t('console.fill_in') : null}
          onClick={() => draw.mutate({ body })}
        >
          {t('console.quality.draw')}
        </Button>
      }
    >
      <div className="stack">
        <p className="soft">{t('console.quality.draw_help')}</p>
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
          {...{ label: t('console.quality.per_stratum'), type: 'number', min: 1, max: 20 }}
          {...{ value: given.per_stratum, onChange: set('per_stratum') }}
        />
      </div>
    </DialogBox>
  );
}
