import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { call as ask } from '../../../api/client.ts';
import { useWords } from '../../../language/words.ts';
import { useShortcuts } from '../../../layout/shortcuts.ts';
import { Button } from '../../../ui/Button.tsx';
import { show, useLineView } from './line-view.ts';
import { answer, hangUp, type RingWords } from './sessions.ts';
import { SoftphonePanel } from './SoftphonePanel.tsx';
import { connectTelephone, disconnectTelephone, wasConnected } from './softphone.ts';
import '../../../css/softphone.css';

/** The telephone of who has an extension: its state at the foot of the menu, and its window when it is needed. */
export function SoftphoneDock() {
  const own = useQuery({
    queryKey: ['softphone'],
    queryFn: ({ signal }) => ask('get_softphone', { signal }),
    staleTime: 60_000,
  });
  const extension = own.data?.extension ?? null;
  return extension === null ? null : <Dock extension={extension} />;
}

function Dock({ extension }: { extension: string }) {
  const { t } = useWords();
  const { line, call, problem } = useLineView();
  const [isOpen, setOpen] = useState(false);
  const isRinging = call?.phase === 'ringing';
  // Whoever lost the telephone to another tab is told so, although its window was closed.
  const isTaken = problem === 'taken';
  const isShown = isOpen || call !== null || isTaken;
  const toggle = () => {
    if (isTaken) show({ problem: null });
    setOpen(!isShown);
  };
  useShortcuts([
    { keys: 't t', label: 'console.softphone.keys.open', run: toggle },
    { keys: 't a', label: 'console.softphone.keys.answer', run: () => void answer() },
    { keys: 't x', label: 'console.softphone.keys.hang_up', run: () => hangUp() },
  ]);
  useAnswerKey(isRinging, call !== null);
  const rings = { title: t('console.softphone.ringing_title'), body: t('console.softphone.ringing_body') };
  useStaysConnected(rings);
  return (
    <>
      <Button
        icon="phone"
        look="quiet"
        data-line={line}
        className="button softphone-button"
        aria-expanded={isShown}
        onClick={toggle}
      >
        <span>
          {t('console.softphone.name', { extension })}
          <span className="small soft softphone-state">{t(`console.softphone.line.${line}`)}</span>
        </span>
      </Button>
      {/* Over whatever the screen shows, the desk's own panel too. */}
      {isShown && createPortal(<SoftphonePanel {...{ extension, rings }} onClose={toggle} />, document.body)}
      <output className="visually-hidden" aria-live="assertive">
        {isRinging && t('console.softphone.rings', { number: call.number || t('console.softphone.hidden') })}
      </output>
    </>
  );
}

/** A page that is read again is the telephone again; who signs out has none; a call is not closed by mistake. */
function useStaysConnected(rings: RingWords): void {
  const words = useRef(rings);
  const { call } = useLineView();
  useEffect(() => {
    if (wasConnected()) void connectTelephone(words.current, { isAgain: true });
    return () => void disconnectTelephone();
  }, []);
  useEffect(() => {
    if (call === null) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [call]);
}

/** F9 answers, and with Shift it hangs up: also while something is being typed. */
function useAnswerKey(isRinging: boolean, isCall: boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'F9' || event.ctrlKey || event.altKey || event.metaKey || !isCall) return;
      event.preventDefault();
      if (event.shiftKey) hangUp();
      else if (isRinging) void answer();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [isRinging, isCall]);
}
