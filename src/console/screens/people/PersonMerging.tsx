import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { shortInstant } from '../../../core/language/format.ts';
import type { PersonPage } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextField } from '../../ui/Field.tsx';

/** Entries that are the same person: those that were merged into this one, and merging this one into another. */
export function PersonMerging({ page: { person, merged } }: { page: PersonPage }) {
  const { t, manner } = useWords();
  const may = useMay();
  const [isMerging, setMerging] = useState(false);
  const reason = may('person.edit') ? null : t('console.no_permission');
  const split = useWrite('split_person', {
    refresh: [['person']],
    done: () => announce({ text: t('console.person.split_done') }),
  });
  return (
    <section className="card stack">
      <h2>{t('console.person.same')}</h2>
      {merged.length > 0 && (
        <ul className="stack-tight">
          {merged.map(({ id, name, at }) => (
            <li key={id} className="row">
              <span className="grow">
                {name ?? t('console.person.no_name')}{' '}
                <span className="soft small">{shortInstant(at, manner)}</span>
              </span>
              <Button
                {...{ reason, isBusy: split.isPending }}
                onClick={() => split.mutate({ params: { id: person.id }, body: { merged_id: id } })}
              >
                {t('console.person.split_off')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button reason={reason} onClick={() => setMerging(true)}>
          {t('console.person.merge')}
        </Button>
      </div>
      {isMerging && <MergeDialog id={person.id} onClose={() => setMerging(false)} />}
    </section>
  );
}

/** What was typed, as it is looked up: every look is written down, so it is looked up when asked, not as one types. */
function askedOf(typed: string): { email?: string; phone?: string; name?: string } {
  if (typed.includes('@')) return { email: typed };
  return typed.replaceAll(/\D/g, '').length >= 7 ? { phone: typed } : { name: typed };
}

function MergeDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, count } = useWords();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const { data } = useQuery({
    queryKey: ['persons', asked],
    queryFn: ({ signal }) => call('find_persons', { query: askedOf(asked), signal }),
    enabled: asked.length > 2,
  });
  const merge = useWrite('merge_person', {
    refresh: [['person']],
    done: (_, { body }) => {
      announce({ text: t('console.person.merge_done') });
      onClose();
      void navigate({ to: '/persons/$id', params: { id: body?.into ?? id } });
    },
  });
  const others = (data?.items ?? []).filter((one) => one.id !== id);
  return (
    <DialogBox title={t('console.person.merge')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(typed.trim());
        }}
      >
        <p className="soft">{t('console.person.merge_help')}</p>
        <TextField
          {...{ label: t('console.person.merge_find'), value: typed }}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit">{t('console.nav.search')}</Button>
      </form>
      <ul className="found" aria-live="polite">
        {data !== undefined && others.length === 0 && <li>{t('console.person.nobody_else')}</li>}
        {others.map((one) => (
          <li key={one.id} className="row">
            <span className="grow">
              <strong>{one.name ?? t('console.person.no_name')}</strong>{' '}
              <span className="soft">{[one.phone, one.email].filter(Boolean).join(' · ')}</span>
            </span>
            <span className="soft small">{count('console.new.petitions', one.petitions_count)}</span>
            <Button
              isBusy={merge.isPending}
              onClick={() => merge.mutate({ params: { id }, body: { into: one.id } })}
            >
              {t('console.person.merge_here')}
            </Button>
          </li>
        ))}
      </ul>
    </DialogBox>
  );
}
