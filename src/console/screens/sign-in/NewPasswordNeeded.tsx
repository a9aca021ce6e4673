import type { SessionState } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { PasswordForm } from './PasswordForm.tsx';
import { SignFrame } from './SignFrame.tsx';

/** The password was given by somebody else: it is changed before anything is seen. */
export function NewPasswordNeeded({ onDone }: { onDone: (answer: SessionState) => void }) {
  const { t } = useWords();
  return (
    <SignFrame title={t('console.sign_in.change_needed')}>
      <p className="soft">{t('console.sign_in.change_needed_why')}</p>
      <PasswordForm onDone={onDone} />
    </SignFrame>
  );
}
