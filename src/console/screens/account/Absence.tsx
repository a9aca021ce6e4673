import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { catalogueQuery } from '../../api/reads.ts';
import { useMe } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';

/** From when to when one is away, and who stands in. */
export function Absence() {
  const { t } = useWords();
  const { user } = useMe();
  const client = useQueryClient();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [from, setFrom] = useState(user.away_from ?? '');
  const [until, setUntil] = useState(user.away_until ?? '');
  const [delegate, setDelegate] = useState(user.delegate_id ?? '');
  const save = useWrite('set_own_absence', {
    refresh: [['catalogue']],
    done: (answer) => {
      client.setQueryData(['session'], answer);
      announce({ text: t('console.saved') });
    },
  });
  const colleagues = (catalogue?.colleagues ?? []).filter(({ id }) => id !== user.id);
  return (
    <section className="card">
      <h2>{t('console.user.absence')}</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const body = { away_from: from || null, away_until: until || null, delegate_id: delegate || null };
          save.mutate({ body });
        }}
      >
        <TextField
          {...{ label: t('console.user.away_from'), type: 'date', value: from }}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextField
          {...{ label: t('console.user.away_until'), type: 'date', value: until }}
          onChange={(event) => setUntil(event.target.value)}
        />
        <SelectField
          {...{ label: t('console.user.delegate'), value: delegate, none: t('console.nobody') }}
          options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setDelegate(event.target.value)}
        />
        <Button type="submit" isBusy={save.isPending}>
          {t('console.save')}
        </Button>
      </form>
    </section>
  );
}
