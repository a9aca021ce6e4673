import { useEffect, useState } from 'react';
import { softphoneCommands } from '../../../../core/telephony/softphone.ts';
import { useWords } from '../../../language/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { DialField } from './DialField.tsx';
import { Keypad } from './Keypad.tsx';
import { useLineView, type CallView } from './line-view.ts';
import {
  answer,
  completeTransfer,
  consultWith,
  hangUp,
  toggleHold,
  toggleMute,
  transferTo,
} from './sessions.ts';

/** What can be done with the call that rings or goes on. */
export function CallControls() {
  const { t } = useWords();
  const { line, call, consult } = useLineView();
  const [open, setOpen] = useState<'keypad' | 'transfer' | null>(null);
  if (call === null) return null;
  const may = softphoneCommands(line, call.phase);
  const toggle = (which: 'keypad' | 'transfer') => setOpen(open === which ? null : which);
  return (
    <div className="stack softphone-call" data-phase={call.phase}>
      <Who call={call} />
      {consult !== null && <Who call={consult} />}
      <div className="row softphone-keys">
        {may.includes('answer') && (
          <Button look="primary" icon="phone" aria-keyshortcuts="F9" onClick={() => void answer()}>
            {t('console.softphone.answer')}
          </Button>
        )}
        {(may.includes('hold') || may.includes('resume')) && consult === null && (
          <Button icon="pause" aria-pressed={call.phase === 'held'} onClick={toggleHold}>
            {t(call.phase === 'held' ? 'console.softphone.resume' : 'console.softphone.hold')}
          </Button>
        )}
        {may.includes('mute') && (
          <Button aria-pressed={call.is_muted} onClick={toggleMute}>
            {t(call.is_muted ? 'console.softphone.unmute' : 'console.softphone.mute')}
          </Button>
        )}
        {may.includes('keypad') && (
          <Button aria-expanded={open === 'keypad'} onClick={() => toggle('keypad')}>
            {t('console.softphone.keypad')}
          </Button>
        )}
        {may.includes('transfer') && consult === null && (
          <Button icon="move" aria-expanded={open === 'transfer'} onClick={() => toggle('transfer')}>
            {t('console.softphone.transfer')}
          </Button>
        )}
        {consult === null && (
          <Button look="danger" aria-keyshortcuts="Shift+F9" onClick={() => hangUp()}>
            {t(may.includes('reject') ? 'console.softphone.reject' : 'console.softphone.hang_up')}
          </Button>
        )}
      </div>
      {consult !== null && (
        <div className="row">
          <Button
            look="primary"
            icon="move"
            reason={consult.answered_at === null ? t('console.softphone.not_answered_yet') : null}
            onClick={completeTransfer}
          >
            {t('console.softphone.hand_over')}
          </Button>
          <Button onClick={() => hangUp('consult')}>{t('console.softphone.back_to_caller')}</Button>
        </div>
      )}
      {open === 'keypad' && may.includes('keypad') && <Keypad />}
      {open === 'transfer' && may.includes('transfer') && consult === null && (
        <DialField
          label={t('console.softphone.transfer_to')}
          actions={[
            { label: t('console.softphone.ask_first'), run: consultWith },
            { label: t('console.softphone.transfer_now'), run: transferTo },
          ]}
        />
      )}
    </div>
  );
}

function Who({ call }: { call: CallView }) {
  const { t } = useWords();
  return (
    <p className="softphone-who">
      <strong>{call.number === '' ? t('console.softphone.hidden') : call.number}</strong>
      <span className="soft">
        {t(`console.softphone.phase.${call.phase}`)}{' '}
        {call.answered_at !== null && <Since instant={call.answered_at} />}
      </span>
    </p>
  );
}

/** Minutes and seconds, which a screen reader is not told each second. */
function Since({ instant }: { instant: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - instant) / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    <time aria-hidden="true">
      {two(Math.floor(seconds / 60))}:{two(seconds % 60)}
    </time>
  );
}
