import { useState } from 'react';
import type { Telephone } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';

type Why = NonNullable<Telephone['refused']>['why'];

/** What one ordered of the exchange and it did not do, said wherever one is; for a minute, or until it was read. */
export function OrderRefused({ why }: { why: Why }) {
  const { t } = useWords();
  const [isRead, setRead] = useState(false);
  if (isRead) return null;
  return (
    <div className="call-reminder call-refused" role="alert">
      <Icon name="late" />
      <span className="grow">{t(`console.telephone.refused.${why}`)}</span>
      <Button look="quiet" onClick={() => setRead(true)}>
        {t('console.call_bar.dismiss')}
      </Button>
    </div>
  );
}
