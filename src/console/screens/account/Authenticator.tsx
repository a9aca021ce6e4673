import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TotpEnrolment } from '../../api.generated.ts';
import { useMe } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';

/** The second factor: off, being set up, or on; the recovery codes are shown once. */
export function Authenticator() {
  const { t, count } = useWords();
  const { second_factor } = useMe();
  const client = useQueryClient();
  const [enrolment, setEnrolment] = useState<TotpEnrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const again = () => void client.invalidateQueries({ queryKey: ['session'] });
  if (codes !== null) {
    return (
      <section className="card stack">
        <h2>{t('console.totp.codes_title')}</h2>
        <p>{t('console.totp.codes_help')}</p>
        <ul className="codes">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="row">
          <Button icon="print" onClick={() => globalThis.print()}>
            {t('console.print')}
          </Button>
          <Button look="primary" onClick={() => setCodes(null)}>
            {t('console.totp.codes_kept')}
          </Button>
        </div>
      </section>
    );
  }
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
      ) : enrolment === null ? (
        <>
          <p className="soft">{t('console.totp.why')}</p>
          <PasswordStep
            label={t('console.totp.begin')}
            kind="begin_totp"
            onDone={(one) => setEnrolment(one)}
          />
        </>
      ) : (
        <Confirm
          enrolment={enrolment}
          onDone={(fresh) => {
            setEnrolment(null);
            setCodes(fresh);
            again();
          }}
        />
      )}
    </section>
  );
}

interface StepProps {
  readonly label: string;
  readonly kind: 'begin_totp' | 'remove_totp';
  readonly onDone: (enrolment: TotpEnrolment) => void;
}

function PasswordStep({ label, kind, onDone }: StepProps) {
  const { t } = useWords();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const ask = useWrite(kind, {
    refresh: [],
    done: (answer) => {
      setPassword('');
      onDone(answer as TotpEnrolment);
      if (kind === 'remove_totp') announce({ text: t('console.totp.removed') });
    },
    failed: (error) => {
      setProblem(error.message);
      return true;
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setProblem(null);
        ask.mutate({ body: { password } });
      }}
    >
      <TextField
        {...{
          label: t('console.sign_in.current_password'),
          type: 'password',
          value: password,
          error: problem,
        }}
        autoComplete="current-password"
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" isBusy={ask.isPending}>
        {label}
      </Button>
    </form>
  );
}

interface ConfirmProps {
  readonly enrolment: TotpEnrolment;
  readonly onDone: (codes: readonly string[]) => void;
}

function Confirm({ enrolment, onDone }: ConfirmProps) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const confirm = useWrite('confirm_totp', {
    refresh: [],
    done: ({ recovery_codes }) => onDone(recovery_codes),
    failed: (error) => {
      setProblem(error.message);
      return true;
    },
  });
  const picture = `data:image/svg+xml,${encodeURIComponent(enrolment.qr_svg)}`;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate({ body: { code } });
      }}
    >
      <p>{t('console.totp.scan')}</p>
      <img className="qr" src={picture} width="190" height="190" alt={t('console.totp.qr')} />
      <p className="small">
        {t('console.totp.by_hand')} <span className="folio">{enrolment.secret}</span>
      </p>
      <TextField
        {...{ label: t('console.sign_in.code'), value: code, error: problem, inputMode: 'numeric' }}
        {...{ className: 'input code-input', autoComplete: 'one-time-code' }}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button type="submit" look="primary" isBusy={confirm.isPending}>
        {t('console.totp.confirm')}
      </Button>
    </form>
  );
}
