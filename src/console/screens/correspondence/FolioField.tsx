import { useState } from 'react';
import type { ApiError } from '../../api/client.ts';
import { call } from '../../api/client.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { useWords } from '../../language/words.ts';
import { Choices, TextField } from '../../ui/Field.tsx';
import type { LetterProps } from './LetterFields.tsx';

/** The folio that the letter is about, looked up when the field is left or the reader presses Enter; and who signs it. */
export function FolioField({ draft, onChange }: LetterProps) {
  const words = useWords();
  const { t } = words;
  const [told, setTold] = useState<{ problem?: string; found?: string }>({});
  const look = async () => {
    if (draft.folio.trim() === '') return;
    const { folio } = await call('look_up_at_desk', { query: { q: draft.folio } });
    onChange({ petition_id: folio?.id ?? '' });
    setTold(
      folio === null
        ? { problem: t('console.desk.no_such_folio') }
        : { found: `${folio.service.name} · ${folio.unit.name}` },
    );
  };
  const lookUp = () => void look().catch((error: ApiError) => setTold({ problem: sentenceOf(error, words) }));
  return (
    <section className="stack" aria-labelledby="folio-title">
      <h2 id="folio-title">{t('console.letters.folio_title')}</h2>
      <TextField
        {...{
          label: t('console.letters.folio'),
          error: told.problem,
          value: draft.folio,
          autoComplete: 'off',
        }}
        onChange={(event) => {
          setTold({});
          onChange({ folio: event.target.value, petition_id: '', signed_by: '' });
        }}
        onBlur={lookUp}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey) return;
          event.preventDefault();
          lookUp();
        }}
      />
      <p className="found" aria-live="polite" hidden={told.found === undefined}>
        {told.found}
      </p>
      <Choices
        {...{ legend: t('console.letters.signed_by'), name: 'signed_by', value: draft.signed_by }}
        options={(['petitioner', 'other'] as const).map((value) => ({
          value,
          label: t(`console.letters.signed.${value}`),
        }))}
        onChange={(value) => onChange({ signed_by: value as typeof draft.signed_by })}
      />
      <p className="soft small">{t('console.letters.signed_help')}</p>
    </section>
  );
}
