import type { Catalogue } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx';
import type { ReplyText } from './reply-draft.ts';

interface Props {
  readonly text: ReplyText;
  readonly outcomes: Catalogue['outcomes'];
  /** Whether the outcome may be left for later. */
  readonly mayBeFirst: boolean;
  readonly onChange: (part: Partial<ReplyText>) => void;
}

/** Stands for «no outcome yet» in the list; a pack cannot have such a code. */
const FIRST = '(first)';

/** What a person writes of a reply. */
export function ReplyFields({ text, outcomes, mayBeFirst, onChange }: Props) {
  const { t } = useWords();
  const change = (name: keyof ReplyText) => (event: { target: { value: string } }) =>
    onChange({ [name]: event.target.value });
  return (
    <div className="stack">
      <SelectField
        {...{
          label: t('console.reply.outcome_code'),
          value: text.outcome_code ?? FIRST,
          none: t('console.choose'),
        }}
        options={[
          ...(mayBeFirst ? [{ value: FIRST, label: t('console.reply.first') }] : []),
          ...outcomes.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        onChange={({ target }) => onChange({ outcome_code: target.value === FIRST ? null : target.value })}
      />
      <TextArea
        {...{ label: t('console.reply.body'), value: text.body, rows: 9 }}
        onChange={change('body')}
      />
      <TextArea
        {...{ label: t('console.reply.reasons'), value: text.reasons, rows: 3 }}
        help={t('console.reply.reasons_help')}
        onChange={change('reasons')}
      />
      <TextArea
        {...{ label: t('console.reply.next_step'), value: text.next_step, rows: 2 }}
        onChange={change('next_step')}
      />
      <TextArea
        {...{ label: t('console.reply.means_of_appeal'), value: text.means_of_appeal, rows: 3 }}
        onChange={change('means_of_appeal')}
      />
      <div className="two">
        <TextField
          {...{ label: t('console.reply.responsible_name'), value: text.responsible_name }}
          onChange={change('responsible_name')}
        />
        <TextField
          {...{ label: t('console.reply.responsible_title'), value: text.responsible_title }}
          onChange={change('responsible_title')}
        />
      </div>
    </div>
  );
}
