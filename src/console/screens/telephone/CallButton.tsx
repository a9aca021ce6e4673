import { useState } from 'react';
import { useMay } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { useTelephone } from './use-telephone.ts';

interface Props {
  /** The number, or how it is found out where it is shown masked; null: there is none. */
  readonly number: string | (() => Promise<string | null>);
}

/** Calls a number from one's own telephone; nothing for who may not call, and where there is no exchange that could. */
export function CallButton({ number }: Props) {
  return useMay()('interactions.record') ? <Caller number={number} /> : null;
}

function Caller({ number }: Props) {
  const { t } = useWords();
  const telephone = useTelephone();
  const [isAsking, setAsking] = useState(false);
  const write = useWrite('place_call', { refresh: [['telephone']] });
  if (telephone?.link !== 'up') return null;
  const isBusy = telephone.calls.some(({ ended_at }) => ended_at === null);
  const place = async () => {
    setAsking(true);
    const found = typeof number === 'string' ? number : await number().catch(() => null);
    setAsking(false);
    if (found !== null) write.mutate({ body: { number: found } });
  };
  return (
    <Button
      look="quiet"
      icon="phone"
      isBusy={isAsking || write.isPending}
      reason={isBusy ? t('console.calls.in_call') : null}
      onClick={() => void place()}
    >
      {t('console.calls.call')}
    </Button>
  );
}
