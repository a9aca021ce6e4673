import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { PersonPage } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/desk.css';
import '../../css/queues.css';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { PersonHistory } from '../desk/PersonHistory.tsx';
import { CallButton } from '../telephone/CallButton.tsx';
import { PersonMerging } from './PersonMerging.tsx';
import { Found } from './Search.tsx';

/** A person with every folio, their identities, and who looked at their data. */
export function PersonScreen() {
  const { t } = useWords();
  const { id } = useParams({ from: '/inside/persons/$id' });
  useTitle(t('console.person.title'));
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['person', id],
    queryFn: ({ signal }) => call('get_person', { params: { id }, signal }),
  });
  if (isPending) return <Waiting />;
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  return <Person page={data} />;
}

function Person({ page }: { page: PersonPage }) {
  const { t, code, count, manner } = useWords();
  const may = useMay();
  const [isEdited, setEdited] = useState(false);
  const { person, petitions, changes, views } = page;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{person.name ?? t('console.person.no_name')}</h1>
        <Button
          icon="note"
          reason={may('person.edit') ? null : t('console.no_permission')}
          onClick={() => setEdited(true)}
        >
          {t('console.edit')}
        </Button>
      </div>
      <div className="two-columns">
        <section className="card stack">
          <h2>{count('console.new.petitions', petitions.length)}</h2>
          {petitions.map((row) => (
            <Found key={row.id} row={row} />
          ))}
          <PersonHistory person={{ id: person.id, petitions }} />
        </section>
        <div className="stack">
          <section className="card">
            <h2>{t('console.person.identities')}</h2>
            <dl className="facts">
              {person.identities.map((one) => (
                <div key={one.id}>
                  <dt>{code('console.person.kind', one.kind)}</dt>
                  <dd>
                    {one.value} {one.kind === 'phone' && <CallButton number={one.value} />}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
          <PersonMerging page={page} />
          <section className="card">
            <h2>{t('console.person.changes')}</h2>
            <ul className="stack-tight small">
              {changes.map((one) => (
                <li key={one.id}>
                  {code('console.person.change', one.change)} {one.by && `· ${one.by}`}{' '}
                  <span className="soft">· {shortInstant(one.at, manner)}</span>
                </li>
              ))}
            </ul>
          </section>
          <section className="card">
            <h2>{t('console.person.views')}</h2>
            <ul className="stack-tight small">
              {views.map((one) => (
                <li key={`${one.at}-${one.by}`}>
                  {one.by} <span className="soft">· {shortInstant(one.at, manner)}</span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
      {isEdited && <EditPerson page={page} onClose={() => setEdited(false)} />}
    </div>
  );
}

function EditPerson({ page: { person }, onClose }: { page: PersonPage; onClose: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState(person.name ?? '');
  const [email, setEmail] = useState(person.email ?? '');
  const [phone, setPhone] = useState(person.phone ?? '');
  const save = useWrite('edit_person', {
    refresh: [['person', person.id]],
    done: () => {
      announce({ text: t('console.saved') });
      onClose();
    },
  });
  return (
    <DialogBox title={t('console.edit')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const body = {
            ...(name === person.name ? {} : { name }),
            ...(email === (person.email ?? '') ? {} : { email }),
            ...(phone === (person.phone ?? '') ? {} : { phone }),
          };
          save.mutate({ params: { id: person.id }, body });
        }}
      >
        <TextField
          {...{ label: t('console.new.name'), value: name }}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          {...{ label: t('console.new.email'), type: 'email', value: email }}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          {...{ label: t('console.new.phone'), type: 'tel', value: phone }}
          onChange={(event) => setPhone(event.target.value)}
        />
        <Button type="submit" look="primary" isBusy={save.isPending}>
          {t('console.save')}
        </Button>
      </form>
    </DialogBox>
  );
}
