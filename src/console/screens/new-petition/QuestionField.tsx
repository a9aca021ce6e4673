import type { AnswerProblem, Question } from '../../../core/petitions/questions.ts';
import { useWords } from '../../language/words.ts';
import { Choices, SelectField, TextArea, TextField } from '../../ui/Field.tsx';

interface Props {
  readonly question: Question;
  readonly value: string | readonly string[] | undefined;
  readonly problem: AnswerProblem | undefined;
  readonly onChange: (value: string | readonly string[]) => void;
}

/** More options than this are a list to open instead of choices in sight. */
const mostInSight = 5;

/** The control for one of the service's own questions. */
export function QuestionField({ question, value, problem, onChange }: Props) {
  const { t } = useWords();
  const { type, label: words, required, help, code } = question;
  const label = required ? words : `${words} ${t('console.optional')}`;
  const text = typeof value === 'string' ? value : '';
  const error =
    problem === undefined ? null : t(`console.answer.${problem.code}`, { limit: problem.limit ?? '' });
  const common = { label, help, error, value: text };
  const typed = (event: { target: { value: string } }) => onChange(event.target.value);
  if (type === 'note') return <p className="notice">{words}</p>;
  if (type === 'long_text') return <TextArea {...common} onChange={typed} />;
  if (type === 'yes_no') {
    const options = (['yes', 'no'] as const).map((one) => ({ value: one, label: t(`console.${one}`) }));
    return <Choices {...{ legend: label, name: code, value: text, options, onChange }} />;
  }
  const options = (question.options ?? []).map((one) => ({ value: one.code, label: one.label }));
  if (type === 'one_of') {
    if (options.length <= mostInSight)
      return <Choices {...{ legend: label, name: code, value: text, options, onChange }} />;
    return <SelectField {...common} options={options} none={t('console.choose')} onChange={typed} />;
  }
  if (type === 'many_of') {
    const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
    return (
      <fieldset className="field">
        <legend>{label}</legend>
        <div className="choices">
          {options.map((one) => (
            <label key={one.value} className="choice">
              <input
                type="checkbox"
                checked={chosen.includes(one.value)}
                onChange={(event) =>
                  onChange(
                    event.target.checked
                      ? [...chosen, one.value]
                      : chosen.filter((other) => other !== one.value),
                  )
                }
              />
              {one.label}
            </label>
          ))}
        </div>
        {error && <span className="field-error">{error}</span>}
      </fieldset>
    );
  }
  return (
    <TextField
      {...common}
      type={type === 'date' ? 'date' : 'text'}
      inputMode={type === 'number' ? 'decimal' : 'text'}
      onChange={typed}
    />
  );
}
