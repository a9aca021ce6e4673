import { useState } from 'react';
import type { SessionState } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { SignFrame } from './SignFrame.tsx';

/** The six figures of the app, or a recovery code when the telephone is not at hand. */
export function SecondFactor({ onDone }: { onDone: (answer: SessionState) => void }) {
  const { t } = useWords();
  const [isRecovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const after = {
    refresh: [],
    done: onDone,
    failed: (error: Error) => {
      setProblem(error.message);
      setCode('');
      return true;
    },
  };
  const verify = useWrite('verify_second_factor', after);
  const recover = useWrite('use_recovery_code', after);
  const leave = useWrite('sign_out', { refresh: [['session']] });
  return (
    <SignFrame title={t('console.sign_in.second_factor')}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setProblem(null);
          (isRecovery ? recover : verify).mutate({ body: { code: code.trim() } });
        }}
      >
        <TextField
          key={String(isRecovery)}
          className={isRecovery ? 'input' : 'input code-input'}
          label={t(isRecovery ? 'console.sign_in.recovery_code' : 'console.sign_in.code')}
          help={t(isRecovery ? 'console.sign_in.recovery_help' : 'console.sign_in.code_help')}
          error={problem}
          inputMode={isRecovery ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button type="submit" look="primary" isBusy={verify.isPending || recover.isPending}>
          {t('console.sign_in.enter')}
        </Button>
      </form>
      <div className="row">
        <Button look="quiet" onClick={() => setRecovery(!isRecovery)}>
          {t(isRecovery ? 'console.sign_in.use_app' : 'console.sign_in.use_recovery')}
        </Button>
        <Button look="quiet" onClick={() => leave.mutate({})}>
          {t('console.sign_in.other_user')}
        </Button>
      </div>
    </SignFrame>
  );
}
