import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Enrolment, PasswordStep } from './Enrolment.tsx';

/** The second factor: off, being set up, or on. */
export function Authenticator() {
  const { t, count } = useWords();
  const { second_factor } = useMe();
  const client = useQueryClient();
  const again = () => void client.invalidateQueries({ queryKey: ['session'] });
  return (
    <section className="card stack">
      <h2>{t('console.totp.title')}</h2>
      {second_factor.enrolled ? (
        <>
          <p className="chip" data-tone="fine">
            {t('console.totp.on')}
          </p>
          <p className="soft">{count('console.totp.left', second_factor.recovery_codes_left)}</p>
          <PasswordStep label={t('console.totp.remove')} kind="remove_totp" onDone={again} />
        </>
      ) : (
        <Enrolment why={t('console.totp.why')} onDone={again} />
      )}
    </section>
  );
}
