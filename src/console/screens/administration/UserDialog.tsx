import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PasswordLink, UserInfo } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { Check, SelectField, TextField } from '../../ui/Field.tsx';
import { EditDialog } from './EditDialog.tsx';
import { GrantFields, noGrant } from './GrantFields.tsx';
import { LinkDialog } from './NewUserDialog.tsx';
import { useSave } from './use-save.ts';

const refresh = [['users']];

/** One colleague: title, absence and who stands in, roles, lost password or second factor, all their work at once. */
export function UserDialog({ user, onClose }: { user: UserInfo; onClose: () => void }) {
  const { t } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [name, setName] = useState(user.name);
  const [job_title, setTitle] = useState(user.job_title);
  const [is_active, setActive] = useState(user.is_active);
  const [from, setFrom] = useState(user.away_from ?? '');
  const [until, setUntil] = useState(user.away_until ?? '');
  const [delegate, setDelegate] = useState(user.delegate?.id ?? '');
  const edit = useSave('edit_user', { refresh, done: onClose });
  const colleagues = (catalogue?.colleagues ?? []).filter(({ id }) => id !== user.id);
  const options = colleagues.map(({ id, name: words }) => ({ value: id, label: words }));
  return (
    <EditDialog
      {...{ title: user.name, isBusy: edit.isBusy, problem: edit.problem, onClose }}
      onSave={() =>
        edit.save({
          params: { id: user.id },
          body: {
            ...{ name, job_title, is_active },
            ...{ away_from: from || null, away_until: until || null, delegate_id: delegate || null },
          },
        })
      }
    >
      <TextField
        {...{ label: t('console.admin.user.name'), value: name }}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        {...{ label: t('console.admin.user.job_title'), value: job_title }}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextField
        {...{ label: t('console.user.away_from'), type: 'date', value: from }}
        onChange={(event) => setFrom(event.target.value)}
      />
      <TextField
        {...{ label: t('console.user.away_until'), type: 'date', value: until }}
        onChange={(event) => setUntil(event.target.value)}
      />
      <SelectField
        {...{ label: t('console.admin.user.delegate'), value: delegate, none: t('console.nobody'), options }}
        onChange={(event) => setDelegate(event.target.value)}
      />
      <div className="wide">
        <Check
          label={t('console.admin.user.is_active')}
          checked={is_active}
          onChange={(event) => setActive(event.target.checked)}
        />
      </div>
      <div className="wide">
        <Grants user={user} />
      </div>
      <div className="wide">
        <Access user={user} options={options} />
      </div>
    </EditDialog>
  );
}

function Grants({ user }: { user: UserInfo }) {
  const { t } = useWords();
  const [grant, setGrant] = useState<typeof noGrant | null>(null);
  const add = useSave('add_grant', { refresh, done: () => setGrant(null) });
  const revoke = useSave('revoke_grant', { refresh });
  return (
    <fieldset className="stack">
      <legend className="label">{t('console.admin.user.roles')}</legend>
      {(add.problem ?? revoke.problem) && (
        <p className="notice" data-tone="late" role="alert">
          {add.problem ?? revoke.problem}
        </p>
      )}
      <ul>
        {user.grants.map((one) => (
          <li key={one.id} className="grant">
            <span className="grow">
              <strong>{one.role_name}</strong>{' '}
              <span className="soft">
                {one.unit?.name ?? one.authority?.name ?? t('console.user.whole_city')}
              </span>
            </span>
            <Button
              look="quiet"
              icon="close"
              isBusy={revoke.isBusy}
              onClick={() => revoke.save({ params: { id: user.id, grant_id: one.id } })}
            >
              {t('console.remove')}
            </Button>
          </li>
        ))}
      </ul>
      {grant === null ? (
        <Button icon="plus" onClick={() => setGrant(noGrant)}>
          {t('console.admin.user.add_role')}
        </Button>
      ) : (
        <>
          <GrantFields value={grant} onChange={setGrant} />
          <Button
            isBusy={add.isBusy}
            reason={grant.role_code === '' ? t('console.fill_in') : null}
            onClick={() => add.save({ params: { id: user.id }, body: grant })}
          >
            {t('console.add')}
          </Button>
        </>
      )}
    </fieldset>
  );
}

interface AccessProps {
  readonly user: UserInfo;
  readonly options: readonly { value: string; label: string }[];
}

function Access({ user, options }: AccessProps) {
  const { t, count } = useWords();
  const may = useMay();
  const [link, setLink] = useState<PasswordLink | null>(null);
  const [heir, setHeir] = useState('');
  const send = useSave('send_password_link', { refresh, done: setLink });
  const reset = useSave('reset_second_factor', { refresh });
  const reassign = useSave('reassign_work', {
    refresh: [['users'], ['petitions'], ['counts']],
    done: ({ moved, left }) => {
      announce({ text: count('console.admin.user.moved', moved) });
      if (left.length === 0) return;
      const text = count('console.admin.user.left', left.length, { folios: left.slice(0, 5).join(', ') });
      announce({ tone: 'late', text });
    },
  });
  const params = { id: user.id };
  const problem = send.problem ?? reset.problem ?? reassign.problem;
  return (
    <fieldset className="stack">
      <legend className="label">{t('console.admin.user.access')}</legend>
      {problem && (
        <p className="notice" data-tone="late" role="alert">
          {problem}
        </p>
      )}
      <div className="row">
        <Button icon="link" isBusy={send.isBusy} onClick={() => send.save({ params })}>
          {t('console.admin.user.send_link')}
        </Button>
        <Button
          reason={user.has_second_factor ? null : t('console.admin.user.no_second_factor')}
          isBusy={reset.isBusy}
          onClick={() => reset.save({ params })}
        >
          {t('console.admin.user.reset_totp')}
        </Button>
      </div>
      {may('work.reassign') && user.open_petitions > 0 && (
        <div className="row">
          <SelectField
            {...{ label: count('console.admin.user.reassign', user.open_petitions), value: heir, options }}
            none={t('console.nobody')}
            onChange={(event) => setHeir(event.target.value)}
          />
          <Button
            isBusy={reassign.isBusy}
            onClick={() => reassign.save({ params, body: { to_user_id: heir || null } })}
          >
            {t('console.admin.user.reassign_now')}
          </Button>
        </div>
      )}
      {link && <LinkDialog link={link} onClose={() => setLink(null)} />}
    </fieldset>
  );
}
