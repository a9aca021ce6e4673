import { QUESTION_TYPES } from '../../../core/petitions/questions.ts';
import type { Question } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Check, SelectField, TextArea, TextField } from '../../ui/Field.tsx';
import { foldedWords } from '../../ui/folded-words.ts';

interface Props {
  readonly questions: readonly Question[];
  readonly onChange: (questions: readonly Question[]) => void;
}

const codeFrom = (words: string): string => foldedWords(words).replaceAll(' ', '_').slice(0, 60);

/** The service's own questions, in order. Petitions already filed keep the words they were asked in. */
export function QuestionsEditor({ questions, onChange }: Props) {
  const { t } = useWords();
  const change = (index: number, part: Partial<Question>) =>
    onChange(questions.map((one, at) => (at === index ? ({ ...one, ...part } as Question) : one)));
  const move = (index: number, step: number) => {
    const moved = [...questions];
    const [one] = moved.splice(index, 1);
    moved.splice(index + step, 0, one!);
    onChange(moved);
  };
  return (
    <fieldset className="stack">
      <legend className="label">{t('console.admin.service.questions')}</legend>
      {questions.map((question, index) => (
        <div key={question.code} className="card stack">
          <div className="two">
            <TextField
              {...{ label: t('console.admin.question.label'), value: question.label }}
              onChange={(event) => change(index, { label: event.target.value })}
            />
            <SelectField
              {...{ label: t('console.admin.question.type'), value: question.type }}
              options={QUESTION_TYPES.map((value) => ({
                value,
                label: t(`console.admin.question.types.${value}`),
              }))}
              onChange={(event) => change(index, { type: event.target.value as Question['type'] })}
            />
          </div>
          {(question.type === 'one_of' || question.type === 'many_of') && (
            <TextArea
              {...{
                label: t('console.admin.question.options'),
                help: t('console.admin.question.options_help'),
              }}
              value={(question.options ?? []).map(({ label }) => label).join('\n')}
              onChange={(event) => change(index, { options: optionsOf(event.target.value, question) })}
            />
          )}
          <div className="row">
            <Check
              label={t('console.admin.question.required')}
              checked={question.required}
              onChange={(event) => change(index, { required: event.target.checked })}
            />
            <Check
              label={t('console.admin.question.private')}
              checked={question.is_private === true}
              onChange={(event) => change(index, { is_private: event.target.checked })}
            />
            <span className="grow" />
            <Button
              look="quiet"
              reason={index === 0 ? t('console.admin.question.first') : null}
              onClick={() => move(index, -1)}
            >
              {t('console.admin.question.up')}
            </Button>
            <Button look="quiet" onClick={() => onChange(questions.filter((_, at) => at !== index))}>
              {t('console.remove')}
            </Button>
          </div>
        </div>
      ))}
      <Button
        icon="plus"
        onClick={() =>
          onChange([
            ...questions,
            {
              code: `p${questions.length + 1}_${Date.now() % 10_000}`,
              label: '',
              type: 'text',
              required: false,
            },
          ])
        }
      >
        {t('console.admin.question.add')}
      </Button>
    </fieldset>
  );
}

/** One option a line; an option whose words stay keeps its code, so that answers given keep their meaning. */
function optionsOf(text: string, { options = [] }: Question): NonNullable<Question['options']> {
  return text.split('\n').map((label, index) => {
    const known = options.find((one) => one.label === label) ?? options[index];
    return { code: known?.code ?? (codeFrom(label) || `o${index + 1}`), label };
  });
}
