import { useEffect, useRef, useState } from 'react';
import { useWords } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { redacted, wholeWords, type Span } from './redact-words.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  /** As the person wrote it. */
  readonly original: string;
  readonly onChange: (text: string) => void;
}

/** The text that the public will read: words are chosen and covered, by mouse, finger or keys; or it is written over. */
export function RedactText({ label, value, original, onChange }: Props) {
  const { t } = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const [chosen, setChosen] = useState<Span>({ start: 0, end: 0 });
  const [before, setBefore] = useState<string | null>(null);
  const { start, end } = wholeWords(value, chosen);
  useEffect(() => {
    // The handles of a telephone move a selection without any key or mouse.
    const look = () => {
      const area = box.current;
      if (area === null || document.activeElement !== area) return;
      setChosen({ start: area.selectionStart, end: area.selectionEnd });
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, []);
  function put(text: string, at: number) {
    const area = box.current!;
    // Written at once, so that the place to go on from is there when the keyboard comes back to it.
    area.value = text;
    area.setSelectionRange(at, at);
    area.focus();
    setChosen({ start: at, end: at });
    onChange(text);
  }
  function cover() {
    const done = redacted(value, chosen, t('console.moderate.covered'));
    setBefore(value);
    put(done.text, done.at);
  }
  return (
    <div className="stack-tight">
      <Field label={label} help={t('console.moderate.redact_help')}>
        {(wiring) => (
          <textarea
            ref={box}
            className="input"
            {...{ ...wiring, rows: 6, maxLength: 4000, value }}
            onChange={(event) => {
              setBefore(null);
              onChange(event.target.value);
            }}
          />
        )}
      </Field>
      <div className="row">
        <Button reason={start === end ? t('console.moderate.choose_words') : null} onClick={cover}>
          {t('console.moderate.cover_words')}
        </Button>
        {before !== null && (
          <Button look="quiet" icon="undo" onClick={() => (put(before, start), setBefore(null))}>
            {t('console.undo')}
          </Button>
        )}
        {value !== original && (
          <Button look="quiet" onClick={() => (setBefore(value), put(original, 0))}>
            {t('console.moderate.back_to_original')}
          </Button>
        )}
      </div>
      {value !== original && (
        <details>
          <summary>{t('console.moderate.original')}</summary>
          <p className="words">{original}</p>
        </details>
      )}
    </div>
  );
}
