import { useQueryClient } from '@tanstack/react-query';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Enrolment } from '../account/Enrolment.tsx';
import { SignFrame } from './SignFrame.tsx';

/** The city asks for a second factor of this role: it is set up before anything is seen. */
export function EnrolmentNeeded() {
  const { t } = useWords();
  const client = useQueryClient();
  const goOn = () => void client.invalidateQueries({ queryKey: ['session'] });
  const leave = useWrite('sign_out', { refresh: [['session']] });
  return (
    <SignFrame title={t('console.sign_in.enrolment_needed')}>
      <div className="stack">
        <Enrolment why={t('console.sign_in.enrolment_needed_why')} onDone={goOn} />
      </div>
      <Button look="quiet" onClick={() => leave.mutate({})}>
        {t('console.sign_in.other_user')}
      </Button>
    </SignFrame>
  );
}
