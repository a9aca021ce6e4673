import { useEffect, useRef } from 'react';
import type { Catalogue, LetterRegister } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Choices, SelectField, TextField } from '../../ui/Field.tsx';
import type { LetterDraft } from './letter-draft.ts';

export interface LetterProps {
  readonly draft: LetterDraft;
  readonly catalogue: Catalogue;
  readonly onChange: (part: Partial<LetterDraft>) => void;
}

const media = ['by_hand', 'post', 'courier', 'box', 'fax'] as const;

/** A bar-code reader types and then presses Enter, which goes on to the next field and files nothing. */
export function nextField(field: HTMLInputElement): void {
  const all = [...(field.form?.querySelectorAll<HTMLElement>('input, select, textarea') ?? [])];
  const open = all.filter((one) => one.tabIndex >= 0 && one.offsetParent !== null);
  open[open.indexOf(field) + 1]?.focus();
}

/** The sheet on the table: how it came, when, and how much of it there is. */
export function LetterFields({ draft, onChange }: LetterProps) {
  const { t, code } = useWords();
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector('input')?.focus(), [draft.letter_id]);
  const set = (name: keyof LetterDraft) => (event: { target: { value: string } }) =>
    onChange({ [name]: event.target.value });
  return (
    <section className="stack" aria-labelledby="letter-title">
      <h2 id="letter-title">{t('console.letters.paper')}</h2>
      <div ref={first} className="filing-grid">
        <TextField
          {...{ label: t('console.letters.cover_code'), help: t('console.letters.cover_help') }}
          {...{ value: draft.cover_code, onChange: set('cover_code'), autoComplete: 'off', maxLength: 40 }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            nextField(event.currentTarget);
          }}
        />
        <TextField
          {...{ label: t('console.letters.received_at'), type: 'datetime-local', required: true }}
          {...{
            help: t('console.letters.received_help'),
            value: draft.received_at,
            onChange: set('received_at'),
          }}
        />
        <SelectField
          {...{ label: t('console.letters.medium'), value: draft.medium }}
          options={media.map((value) => ({ value, label: code('letter_medium', value) }))}
          onChange={(event) => onChange({ medium: event.target.value as LetterRegister['medium'] })}
        />
        <TextField
          {...{ label: t('console.letters.sheets'), type: 'number', min: 1, max: 9999, required: true }}
          {...{ value: draft.sheets, onChange: set('sheets') }}
        />
        <TextField
          {...{ label: t('console.letters.annexes'), type: 'number', min: 0, max: 999 }}
          {...{ value: draft.annexes, onChange: set('annexes') }}
        />
        {Number(draft.annexes) > 0 && (
          <TextField
            {...{ label: t('console.letters.annex_note'), value: draft.annex_note, maxLength: 300 }}
            onChange={set('annex_note')}
          />
        )}
      </div>
      <TextField
        {...{ label: t('console.letters.subject'), help: t('console.letters.subject_help'), required: true }}
        {...{ value: draft.subject, onChange: set('subject'), maxLength: 200 }}
      />
      <Choices
        {...{ legend: t('console.letters.leads_to'), name: 'leads_to', value: draft.leads_to }}
        options={(['opens', 'adds'] as const).map((value) => ({
          value,
          label: t(`console.letters.leads.${value}`),
        }))}
        onChange={(value) => onChange({ leads_to: value as LetterDraft['leads_to'] })}
      />
    </section>
  );
}

/** Where the paper is put, and whether it is meant for somebody else. */
export function KeepingFields({ draft, catalogue, onChange }: LetterProps) {
  const { t } = useWords();
  const set = (name: keyof LetterDraft) => (event: { target: { value: string } }) =>
    onChange({ [name]: event.target.value });
  const { authorities } = catalogue;
  return (
    <section className="stack" aria-labelledby="keeping-title">
      <h2 id="keeping-title">{t('console.letters.keeping')}</h2>
      <div className="filing-grid">
        {(['shelf', 'box', 'folder'] as const).map((name) => (
          <TextField
            key={name}
            {...{ label: t(`console.letters.${name}`), value: draft[name], maxLength: 60 }}
            onChange={set(name)}
          />
        ))}
      </div>
      {draft.leads_to === 'opens' && authorities.length > 1 && (
        <SelectField
          {...{ label: t('console.letters.addressed_to'), help: t('console.letters.addressed_help') }}
          {...{ value: draft.addressed_to, none: t('console.letters.for_us'), onChange: set('addressed_to') }}
          options={authorities.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </section>
  );
}
