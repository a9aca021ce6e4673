import {
  markValues,
  needingReason,
  scoreOf,
  type Marks,
  type MarkValue,
} from '../../../core/quality/score.ts';
import type { QualityReviewPage } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Check, Choices, TextField } from '../../ui/Field.tsx';

interface Props {
  readonly form: QualityReviewPage['form'];
  readonly value: Marks;
  readonly onChange: (value: Marks) => void;
}

/** Each criterion with its choices, a reason wherever it takes points, and critical errors; the points as they come. */
export function MarkFields({ form, value, onChange }: Props) {
  const { t, code } = useWords();
  const needed = new Set(needingReason(form, value));
  const options = markValues.map((one) => ({ value: one, label: code('console.quality.mark_values', one) }));
  const reason = (of: string, label: string) =>
    needed.has(of) && (
      <TextField
        {...{ label, value: value.reasons[of] ?? '', required: true, maxLength: 2000 }}
        onChange={({ target }) => onChange({ ...value, reasons: { ...value.reasons, [of]: target.value } })}
      />
    );
  return (
    <>
      {form.criteria.map((one) => (
        <div key={one.code} className="review-criterion">
          <Choices
            legend={`${one.name} (${t('console.quality.weight', { weight: one.weight })})`}
            {...{ name: `mark-${one.code}`, value: value.values[one.code] ?? '', options }}
            onChange={(mark) =>
              onChange({ ...value, values: { ...value.values, [one.code]: mark as MarkValue } })
            }
          />
          {reason(one.code, t('console.quality.reason'))}
        </div>
      ))}
      {form.critical_errors.length > 0 && (
        <fieldset className="field stack-tight">
          <legend>{t('console.quality.critical')}</legend>
          <span className="field-help">{t('console.quality.critical_help')}</span>
          {form.critical_errors.map((one) => (
            <div key={one.code}>
              <Check
                label={one.name}
                checked={value.errors.includes(one.code)}
                onChange={({ target }) =>
                  onChange({
                    ...value,
                    errors: target.checked
                      ? [...value.errors, one.code]
                      : value.errors.filter((other) => other !== one.code),
                  })
                }
              />
              {reason(one.code, t('console.quality.reason_error'))}
            </div>
          ))}
        </fieldset>
      )}
    </>
  );
}

/** The points as they stand while it is marked. */
export function PointsSoFar({ form, value }: Omit<Props, 'onChange'>) {
  const { t, manner } = useWords();
  const isWhole = form.criteria.every(({ code }) => value.values[code] !== undefined);
  const result = isWhole ? scoreOf(form, value) : null;
  const number = new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 1 });
  return (
    <output>
      {result === null && <span className="soft">{t('console.quality.unfinished')}</span>}
      {result !== null && (
        <>
          <strong>{t('console.quality.result', { points: number.format(result.score) })}</strong>{' '}
          {t(result.passes ? 'console.quality.passes' : 'console.quality.fails')}
        </>
      )}
    </output>
  );
}

/** What is missing before it can be sent. */
export function isMissing(form: Props['form'], value: Marks): boolean {
  const isMarked = form.criteria.every(({ code }) => value.values[code] !== undefined);
  return (
    !isMarked ||
    scoreOf(form, value) === null ||
    needingReason(form, value).some((code) => (value.reasons[code] ?? '').trim() === '')
  );
}
