import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { PasswordForm } from '../sign-in/PasswordForm.tsx';
import { Absence } from './Absence.tsx';
import { Authenticator } from './Authenticator.tsx';

/** The own password, second factor, absence, and what one may do where. */
export function Account() {
  const { t } = useWords();
  useTitle(t('console.user.account'));
  const { user, grants, authorities, units } = useMe();
  const client = useQueryClient();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{user.name}</h1>
      </div>
      <p className="soft">
        {user.email} · {user.job_title}
      </p>
      <div className="account-grid">
        <section className="card stack">
          <h2>{t('console.sign_in.change')}</h2>
          <PasswordForm
            onDone={(answer) => {
              client.setQueryData(['session'], answer);
              announce({ text: t('console.sign_in.password_set') });
            }}
          />
        </section>
        <Authenticator />
        <Absence />
        <section className="card stack">
          <h2>{t('console.user.grants')}</h2>
          <ul className="stack">
            {grants.map((grant) => (
              <li key={`${grant.role_code}-${grant.authority_id}-${grant.unit_ids?.join()}`}>
                <strong>{grant.role_name}</strong>
                <br />
                <span className="soft">
                  {authorities.find(({ id }) => id === grant.authority_id)?.name ??
                    t('console.user.whole_city')}
                  {grant.unit_ids !== null &&
                    ` · ${units
                      .filter(({ id }) => grant.unit_ids?.includes(id))
                      .map(({ name }) => name)
                      .join(', ')}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}
