import { DIMENSIONS, valuesOf, type Dimension } from '../../../core/satisfaction/groups.ts';
import type { Asks } from '../../../core/satisfaction/asks.ts';
import { LASTING, misfitOf } from '../../../core/satisfaction/lasting.ts';
import { SCALE, SOLVED } from '../../../core/satisfaction/instrument.ts';
import type { SurveyAnswerGiven } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Check, Choices, TextArea } from '../../ui/Field.tsx';

/** What was filled in so far; nothing is chosen beforehand. */
export type Filled = Partial<SurveyAnswerGiven>;

/** The answer, once all that is asked of everybody is there. */
export function answerOf(filled: Filled, asks: Asks): SurveyAnswerGiven | null {
  const { satisfaction = null, solved } = filled;
  if (solved === undefined || misfitOf(asks, { satisfaction, solved }) !== null) return null;
  return { ...filled, satisfaction, solved };
}

const scales = [
  ['satisfaction', 'satisfied'],
  ['ease', 'easy'],
  ['clarity', 'clear'],
] as const;

interface FieldsProps {
  readonly asks: Asks;
  readonly filled: Filled;
  readonly onChange: (filled: Filled) => void;
}

/** The questions of the survey in the very words of the page, for whoever reads them aloud or copies them. */
export function AnswerFields({ asks, filled, onChange }: FieldsProps) {
  const { t } = useWords();
  const lasts = asks === 'if_it_lasts';
  const scale = ([name, words]: (typeof scales)[number]) => (
    <Choices
      key={name}
      legend={t(`survey.ask_${words}`)}
      name={name}
      value={String(filled[name] ?? '')}
      options={SCALE.map((point) => ({ value: String(point), label: t(`survey.${words}.${point}`) }))}
      onChange={(value) => onChange({ ...filled, [name]: Number(value) as (typeof SCALE)[number] })}
    />
  );
  return (
    <div className="stack">
      {!lasts && scale(scales[0])}
      <Choices
        legend={t(lasts ? 'survey.ask_lasting' : 'survey.ask_solved')}
        name="solved"
        value={filled.solved ?? ''}
        options={
          lasts
            ? LASTING.map((value) => ({ value, label: t(`survey.lasting.${value}`) }))
            : SOLVED.map((value) => ({ value, label: t(`survey.solved.${value}`) }))
        }
        onChange={(value) => onChange({ ...filled, solved: value as SurveyAnswerGiven['solved'] })}
      />
      {!lasts && scales.slice(1).map(scale)}
      <TextArea
        label={t('console.ask.comment')}
        help={t('console.ask.comment_help')}
        rows={3}
        maxLength={2000}
        value={filled.comment ?? ''}
        onChange={(event) => onChange({ ...filled, comment: event.target.value })}
      />
      <Check
        label={t('console.ask.wants_contact')}
        checked={filled.wants_contact ?? false}
        onChange={(event) => onChange({ ...filled, wants_contact: event.target.checked })}
      />
      {!lasts && <AboutPerson filled={filled} onChange={onChange} />}
    </div>
  );
}

/** What the person says of themselves, if they want. */
function AboutPerson({ filled, onChange }: Omit<FieldsProps, 'asks'>) {
  const { t, code } = useWords();
  return (
    <details>
      <summary>{t('survey.about_you')}</summary>
      <div className="stack">
        <p className="soft small">{t('survey.about_you_why')}</p>
        {DIMENSIONS.map((dimension) => (
          <Choices
            key={dimension}
            legend={t(`about_person.ask.${dimension}`)}
            name={dimension}
            value={filled[dimension] ?? ''}
            options={valuesOf[dimension].map((value) => ({
              value,
              label: code(`about_person.${dimension}`, value),
            }))}
            onChange={(value) => onChange(saidOf(filled, dimension, value))}
          />
        ))}
      </div>
    </details>
  );
}

/** With what the person says of themselves. */
const saidOf = (filled: Filled, dimension: Dimension, value: string): Filled => ({
  ...filled,
  [dimension]: value,
});
