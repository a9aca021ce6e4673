import { useState } from 'react';
import { transferTarget } from '../../../core/telephony/softphone.ts';
import type { Telephone } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialField } from './softphone/DialField.tsx';
import { useLineView } from './softphone/line-view.ts';

/**
 * What can be done from here with the call that is spoken at a telephone on the desk: hand it on, and hang up. The telephone
 * in the browser has these itself, and more.
 */
export function DeskTelephone({ telephone }: { telephone: Telephone }) {
  const { t } = useWords();
  const { line } = useLineView();
  const [isOpen, setOpen] = useState(false);
  const write = useWrite('handle_call', { refresh: [['telephone']] });
  const call = telephone.calls.find(({ answered_at, ended_at }) => answered_at !== null && ended_at === null);
  if (call === undefined || line !== 'off' || telephone.link !== 'up') return null;
  const params = { id: call.id };
  const handOn = (manner: 'blind' | 'attended') => (typed: string) => {
    const to = transferTarget(typed);
    if (to === null) return false;
    const done = () => announce({ text: t(`console.telephone.handed_${manner}`) });
    write.mutate({ params, body: { verb: 'transfer', manner, to } }, { onSuccess: done });
    setOpen(false);
    return true;
  };
  return (
    <section className="stack card" aria-label={t('console.telephone.at_desk')}>
      <div className="row">
        <Button icon="move" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('console.softphone.transfer')}
        </Button>
        <Button
          look="danger"
          isBusy={write.isPending}
          onClick={() => write.mutate({ params, body: { verb: 'hang_up', manner: 'blind', to: null } })}
        >
          {t('console.softphone.hang_up')}
        </Button>
        <span className="soft small">{t('console.telephone.hold_there')}</span>
      </div>
      {isOpen && (
        <DialField
          label={t('console.softphone.transfer_to')}
          actions={[
            { label: t('console.softphone.ask_first'), run: handOn('attended') },
            { label: t('console.softphone.transfer_now'), run: handOn('blind') },
          ]}
        />
      )}
    </section>
  );
}
