import { useState } from 'react';
import type { SessionState } from '../../api.generated.ts';
import type { ApiError } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';

/** Changes the own password; every other session dies. */
export function PasswordForm({ onDone }: { onDone: (answer: SessionState) => void }) {
  const { t } = useWords();
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState('');
  const [problem, setProblem] = useState<ApiError | null>(null);
  const change = useWrite('change_password', {
    refresh: [],
    done: (answer) => {
      setCurrent('');
      setFresh('');
      onDone(answer);
    },
    failed: (error) => {
      setProblem(error);
      return true;
    },
  });
  const isWeak = problem?.code === 'weak_password';
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setProblem(null);
        change.mutate({ body: { current_password: current, new_password: fresh } });
      }}
    >
      <TextField
        {...{ label: t('console.sign_in.current_password'), type: 'password', value: current }}
        autoComplete="current-password"
        error={problem !== null && !isWeak ? problem.message : null}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <TextField
        {...{ label: t('console.sign_in.new_password'), type: 'password', value: fresh }}
        autoComplete="new-password"
        help={t('console.sign_in.password_help')}
        error={isWeak ? problem.message : null}
        onChange={(event) => setFresh(event.target.value)}
      />
      <Button type="submit" look="primary" isBusy={change.isPending}>
        {t('console.sign_in.change')}
      </Button>
    </form>
  );
}
