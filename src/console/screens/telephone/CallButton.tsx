import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { useTelephone } from './use-telephone.ts';

/** Calls a number from one's own telephone; nothing where there is no exchange that could. */
export function CallButton({ number }: { number: string }) {
  const { t } = useWords();
  const telephone = useTelephone();
  const write = useWrite('place_call', { refresh: [['telephone']] });
  if (telephone?.link !== 'up') return null;
  const isBusy = telephone.calls.some(({ ended_at }) => ended_at === null);
  return (
    <Button
      look="quiet"
      icon="phone"
      isBusy={write.isPending}
      reason={isBusy ? t('refusal.already_in_call') : null}
      onClick={() => write.mutate({ body: { number } })}
    >
      {t('console.calls.call')}
    </Button>
  );
}
