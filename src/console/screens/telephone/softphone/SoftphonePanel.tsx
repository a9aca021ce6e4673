import { useState } from 'react';
import { useWords } from '../../../language/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { CallControls } from './CallControls.tsx';
import { DialField } from './DialField.tsx';
import { SoundSettings } from './SoundSettings.tsx';
import { useLineView } from './line-view.ts';
import { dial, type RingWords } from './sessions.ts';
import { connectTelephone, disconnectTelephone } from './softphone.ts';

interface Props {
  readonly extension: string;
  readonly rings: RingWords;
  readonly onClose: () => void;
}

/** The telephone's window: the line, the call that goes on, and the sound. It never covers the screen. */
export function SoftphonePanel({ extension, rings, onClose }: Props) {
  const { t } = useWords();
  const { line, problem, call } = useLineView();
  const [isSound, setSound] = useState(false);
  const isOff = line === 'off' || line === 'refused';
  const connect = (take: boolean) => void connectTelephone(rings, { take });
  return (
    <section className="softphone" aria-label={t('console.softphone.region')}>
      <header className="row">
        <h2 className="grow">{t('console.softphone.name', { extension })}</h2>
        {call === null && (
          <Button {...{ look: 'quiet', icon: 'close', 'aria-label': t('console.close') }} onClick={onClose} />
        )}
      </header>
      {(call === null || line !== 'on') && (
        <p className="chip" data-tone={line === 'on' ? 'fine' : line === 'lost' ? 'soon' : undefined}>
          <Icon name={line === 'on' ? 'done' : line === 'lost' ? 'soon' : 'phone'} />
          {t(`console.softphone.line.${line}`)}
        </p>
      )}
      {problem !== null && (
        <p className="field-error" role="alert">
          <Icon name="late" /> {t(`console.softphone.problem.${problem}`)}
        </p>
      )}
      {call !== null && <CallControls />}
      {isOff && call === null && (
        <Button look="primary" icon="phone" onClick={() => connect(problem === 'elsewhere')}>
          {t(problem === 'elsewhere' ? 'console.softphone.use_here' : 'console.softphone.connect')}
        </Button>
      )}
      {line === 'on' && call === null && (
        <DialField
          label={t('console.softphone.number')}
          actions={[{ label: t('console.softphone.dial'), run: dial }]}
        />
      )}
      <div className="row">
        <Button look="quiet" icon="gear" aria-expanded={isSound} onClick={() => setSound(!isSound)}>
          {t('console.softphone.sound')}
        </Button>
        {!isOff && call === null && (
          <Button look="quiet" onClick={() => void disconnectTelephone()}>
            {t('console.softphone.disconnect')}
          </Button>
        )}
      </div>
      {isSound && <SoundSettings />}
    </section>
  );
}
