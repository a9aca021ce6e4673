import type { Catalogue } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx';
import type { ReplyText } from './reply-draft.ts';

interface Props {
  readonly text: ReplyText;
  readonly outcomes: Catalogue['outcomes'];
  readonly onChange: (part: Partial<ReplyText>) => void;
}

/** What a person writes of a reply. */
export function ReplyFields({ text, outcomes, onChange }: Props) {
  const { t } = useWords();
  const change = (name: keyof ReplyText) => (event: { target: { value: string } }) =>
    onChange({ [name]: event.target.value });
  return (
    <div className="stack">
      <SelectField
        {...{
          label: t('console.reply.outcome_code'),
          value: text.outcome_code,
          none: t('console.choose'),
        }}
        options={outcomes.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={change('outcome_code')}
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
