import {
  checkAnswers,
  isAsked,
  type AnswerProblem,
  type Question,
} from '../../../core/petitions/questions.ts';
import { useWords } from '../../language/words.ts';
import { TextArea } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Picker } from '../../ui/Picker.tsx';
import type { PartProps } from './ChannelField.tsx';
import type { Service } from './filing.ts';
import { QuestionField } from './QuestionField.tsx';

interface Props extends PartProps {
  readonly service: Service | undefined;
  readonly problems: readonly AnswerProblem[];
}

/** What it is about, found by everyday words; then the service's own questions, each when its turn comes. */
export function ServiceFields({ filing, catalogue, onChange, service, problems }: Props) {
  const { t } = useWords();
  const groups = new Map(catalogue.groups.map(({ code, name }) => [code, name]));
  const questions = (service?.questions ?? []) as readonly Question[];
  const { answers } = checkAnswers(questions, filing.answers);
  return (
    <section className="stack" aria-labelledby="what-title">
      <h2 id="what-title">{t('console.new.what')}</h2>
      <Picker
        label={t('console.new.service')}
        placeholder={t('console.new.service_hint')}
        value={filing.service_code}
        options={catalogue.services
          .filter(({ is_active }) => is_active)
          .map((one) => ({
            value: one.code,
            label: one.name,
            detail: one.group_code === null ? '' : (groups.get(one.group_code) ?? ''),
            words: `${one.keywords.join(' ')} ${one.description}`,
          }))}
        onChange={(service_code) => onChange({ service_code })}
      />
      {service?.notice && (
        <p className="notice" data-tone="soon">
          <Icon name="soon" /> {service.notice}
        </p>
      )}
      <TextArea
        {...{ label: t('console.new.description'), value: filing.description, rows: 4, maxLength: 4000 }}
        help={t('console.new.description_help')}
        onChange={(event) => onChange({ description: event.target.value })}
      />
      {questions
        .filter((question) => isAsked(question, answers))
        .map((question) => (
          <QuestionField
            key={question.code}
            question={question}
            value={filing.answers[question.code]}
            problem={problems.find((one) => one.question === question.code)}
            onChange={(value) => onChange({ answers: { ...filing.answers, [question.code]: value } })}
          />
        ))}
    </section>
  );
}
