import { useEffect, useState } from 'react';
import { useWords } from '../../../language/words.ts';
import { SelectField } from '../../../ui/Field.tsx';
import {
  chooseDevice,
  chosenDevice,
  listenToLevel,
  soundDevices,
  type DeviceKind,
  type SoundDevice,
} from './devices.ts';

/** Which microphone and which speaker; while it is open, how loud the microphone hears. Calls that go on keep theirs. */
export function SoundSettings() {
  const { t } = useWords();
  const [level, setLevel] = useState<number | null>(null);
  const [chosen, setChosen] = useState(chosenDevice('microphone'));
  const [devices, setDevices] = useState<Record<DeviceKind, SoundDevice[]>>({ microphone: [], speaker: [] });
  useEffect(() => {
    let end: (() => void) | null = null;
    let isGone = false;
    void listenToLevel(setLevel)
      .then(async (stop) => {
        end = stop;
        const found = {
          microphone: await soundDevices('microphone'),
          speaker: await soundDevices('speaker'),
        };
        if (isGone) stop();
        else setDevices(found);
      })
      .catch(() => undefined);
    return () => {
      isGone = true;
      end?.();
    };
  }, [chosen]);
  return (
    <div className="stack">
      <SelectField
        label={t('console.softphone.microphone')}
        none={t('console.softphone.of_system')}
        value={chosen}
        options={devices.microphone.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => {
          chooseDevice('microphone', event.target.value);
          setChosen(event.target.value);
        }}
      />
      <label className="stack small">
        {t('console.softphone.level')}
        <meter min={0} max={1} value={level ?? 0} />
      </label>
      <SelectField
        label={t('console.softphone.speaker')}
        none={t('console.softphone.of_system')}
        defaultValue={chosenDevice('speaker')}
        options={devices.speaker.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => chooseDevice('speaker', event.target.value)}
      />
    </div>
  );
}
