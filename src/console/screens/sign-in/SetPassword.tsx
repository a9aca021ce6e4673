import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { SignFrame } from './SignFrame.tsx';

/** The one-time link of an invitation or a forgotten password; its secret stands behind `#`, out of every log. */
export function SetPassword() {
  const { t } = useWords();
  useTitle(t('console.sign_in.set_password'));
  const [token] = useState(() => globalThis.location.hash.slice(1));
  const [fresh, setFresh] = useState('');
  const [problem, setProblem] = useState<string | null>(token === '' ? t('console.sign_in.no_link') : null);
  const navigate = useNavigate();
  const set = useWrite('set_password', {
    refresh: [['session']],
    done: () => {
      announce({ text: t('console.sign_in.password_set') });
      void navigate({ to: '/sign-in', search: {}, replace: true });
    },
    failed: (error) => {
      setProblem(error.message);
      return true;
    },
  });
  return (
    <SignFrame title={t('console.sign_in.set_password')}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setProblem(null);
          set.mutate({ body: { token, new_password: fresh } });
        }}
      >
        <TextField
          {...{ label: t('console.sign_in.new_password'), type: 'password', value: fresh }}
          {...{ autoComplete: 'new-password', error: problem }}
          help={t('console.sign_in.password_help')}
          onChange={(event) => setFresh(event.target.value)}
        />
        <Button type="submit" look="primary" isBusy={set.isPending}>
          {t('console.sign_in.save_password')}
        </Button>
      </form>
    </SignFrame>
  );
}
