import type { RefObject } from 'react';
import { useWords } from '../../language/words.ts';
import { Check, TextField } from '../../ui/Field.tsx';
import type { PartProps } from './ChannelField.tsx';

/** «¿Es correcto?»: asked after the summary was read aloud, with what the law adds for a petition that is spoken. */
export function Spoken({
  filing,
  onChange,
  question,
}: Omit<PartProps, 'catalogue'> & { question: RefObject<HTMLFieldSetElement | null> }) {
  const { t } = useWords();
  return (
    <fieldset className="field spoken" ref={question}>
      <legend>{t('console.new.spoken.question')}</legend>
      <Check
        label={t('console.new.spoken.read_back')}
        checked={filing.is_read_back}
        onChange={(event) => onChange({ is_read_back: event.target.checked })}
      />
      <Check
        label={t('console.new.spoken.copy_asked')}
        checked={filing.is_copy_asked}
        onChange={(event) => onChange({ is_copy_asked: event.target.checked })}
      />
      <details>
        <summary>{t('console.new.spoken.other_language')}</summary>
        <TextField
          {...{ label: t('console.new.spoken.language'), value: filing.spoken_language, maxLength: 60 }}
          help={t('console.new.spoken.language_help')}
          onChange={(event) => onChange({ spoken_language: event.target.value })}
        />
      </details>
    </fieldset>
  );
}
