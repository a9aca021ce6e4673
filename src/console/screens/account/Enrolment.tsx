import { useState } from 'react';
import type { TotpEnrolment } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';

/** Setting the app up, step by step: the password, the code to scan, the recovery codes, which are shown once. */
export function Enrolment({ why, onDone }: { why: string; onDone: () => void }) {
  const { t } = useWords();
  const [enrolment, setEnrolment] = useState<TotpEnrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (enrolment !== null) return <Confirm enrolment={enrolment} onDone={setCodes} />;
  return (
    <>
      <p className="soft">{why}</p>
      <PasswordStep label={t('console.totp.begin')} kind="begin_totp" onDone={setEnrolment} />
    </>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useWords();
  return (
    <>
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
        <Button look="primary" onClick={onDone}>
          {t('console.totp.codes_kept')}
        </Button>
      </div>
    </>
  );
}

interface StepProps {
  readonly label: string;
  readonly kind: 'begin_totp' | 'remove_totp';
  readonly onDone: (enrolment: TotpEnrolment) => void;
}

/** The own password, asked before the app is set up or given up. */
export function PasswordStep({ label, kind, onDone }: StepProps) {
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
