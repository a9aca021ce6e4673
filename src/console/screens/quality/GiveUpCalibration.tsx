import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';

/** For one that will not be finished: asked first, since what was judged in it goes. */
export function GiveUpCalibration({ id }: { id: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const giveUp = useWrite('give_up_calibration', {
    refresh: [
      ['quality', 'calibrations'],
      ['quality', 'samples'],
    ],
    done: () => {
      announce({ text: t('console.quality.calibration.given_up') });
      void navigate({ to: '/calidad', search: { list: 'calibration' } });
    },
  });
  const words = t('console.quality.calibration.give_up');
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {words}
      </Button>
      {isAsking && (
        <DialogBox
          title={words}
          onClose={() => setAsking(false)}
          foot={
            <>
              <Button onClick={() => setAsking(false)}>{t('console.quality.calibration.go_on')}</Button>
              <Button
                look="danger"
                isBusy={giveUp.isPending}
                onClick={() => giveUp.mutate({ params: { id } })}
              >
                {words}
              </Button>
            </>
          }
        >
          <p>{t('console.quality.calibration.give_up_why')}</p>
        </DialogBox>
      )}
    </>
  );
}
