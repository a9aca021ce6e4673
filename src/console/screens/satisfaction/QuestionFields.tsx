import { QUESTION_KINDS, type QuestionKind } from '../../../core/satisfaction/campaign.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Check, SelectField, TextArea, TextField } from '../../ui/Field.tsx';

export interface WrittenQuestion {
  readonly kind: QuestionKind;
  readonly text: string;
  readonly options: string[];
  readonly required: boolean;
}

interface Props {
  readonly question: WrittenQuestion;
  readonly at: number;
  readonly isOnly: boolean;
  readonly onChange: (question: WrittenQuestion) => void;
  readonly onRemove: () => void;
}

/** One question of a campaign as it is written; the options of a choice are lines. */
export function QuestionFields({ question, at, isOnly, onChange, onRemove }: Props) {
  const { t } = useWords();
  const set = (part: Partial<WrittenQuestion>) => onChange({ ...question, ...part });
  return (
    <fieldset className="field question-fields">
      <legend>{t('console.campaign.question', { number: String(at + 1) })}</legend>
      <TextField
        label={t('console.campaign.question_text')}
        maxLength={300}
        value={question.text}
        onChange={(event) => set({ text: event.target.value })}
      />
      <SelectField
        label={t('console.campaign.kind')}
        options={QUESTION_KINDS.map((value) => ({ value, label: t(`console.campaign.kinds.${value}`) }))}
        value={question.kind}
        onChange={(event) => set({ kind: event.target.value as QuestionKind })}
      />
      {question.kind === 'choice' && (
        <TextArea
          label={t('console.campaign.options')}
          rows={4}
          value={question.options.join('\n')}
          onChange={(event) => set({ options: event.target.value.split('\n').slice(0, 10) })}
        />
      )}
      <div className="row wrap">
        <Check
          label={t('console.campaign.required')}
          checked={question.required}
          onChange={(event) => set({ required: event.target.checked })}
        />
        {!isOnly && (
          <Button look="quiet" icon="close" onClick={onRemove}>
            {t('console.campaign.remove_question')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
