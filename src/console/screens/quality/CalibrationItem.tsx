import type { Marks } from '../../../core/quality/score.ts';
import type { QualityCalibrationPage } from '../../api.generated.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { AttendedFacts } from './AttendedFacts.tsx';
import { isMissing, MarkFields, PointsSoFar } from './Marks.tsx';
import { Points } from './Quality.tsx';
import { Reference } from './Reference.tsx';

type Item = QualityCalibrationPage['items'][number];
interface Props {
  readonly page: QualityCalibrationPage;
  readonly item: Item;
}

/** One interaction: judged before they are compared; after, where those who judged differ, and what they agree on. */
export function CalibrationItem({ page, item }: Props) {
  return (
    <div className="review-columns">
      <AttendedFacts review={item} />
      <div className="stack">
        {page.compared_at === null ? (
          <ScoreForm {...{ page, item }} />
        ) : (
          <>
            <Comparison {...{ page, item }} />
            <Reference {...{ page, item }} />
          </>
        )}
      </div>
    </div>
  );
}

function ScoreForm({ page, item }: Props) {
  const { t } = useWords();
  const { form } = page;
  const draft = useDraft<{ marks: Marks }>(`calibration.${item.id}`, {
    marks: item.mine ?? { values: {}, errors: [], reasons: {} },
  });
  const { marks } = draft.value;
  const score = useWrite('score_calibration', {
    refresh: [['quality']],
    done: () => {
      draft.clear({ marks });
      announce({ text: t('console.quality.calibration.scored') });
    },
  });
  return (
    <section className="card stack" aria-labelledby="calibration-mark">
      <h2 id="calibration-mark">{t('console.quality.calibration.item', { n: item.number })}</h2>
      <MarkFields form={form} value={marks} onChange={(value) => draft.change({ marks: value })} />
      <PointsSoFar form={form} value={marks} />
      <div className="row">
        <Button
          look="primary"
          isBusy={score.isPending}
          reason={isMissing(form, marks) ? t('console.fill_in') : null}
          onClick={() =>
            score.mutate({
              params: { id: page.id, item_id: item.id },
              body: { marks: { ...marks, errors: [...marks.errors] } },
            })
          }
        >
          {t('console.quality.calibration.score')}
        </Button>
      </div>
    </section>
  );
}

function Comparison({ page, item }: Props) {
  const { t, code } = useWords();
  const { criteria, critical_errors } = page.form;
  const label = t('console.quality.calibration.agreement');
  const said = item.scores.map(({ judge, marks }) => ({ id: judge.id, marks }));
  const rows = [
    ...criteria.map((one) => ({
      ...one,
      words: said.map(({ marks }) => code('console.quality.mark_values', marks.values[one.code] ?? '')),
    })),
    ...critical_errors.map((one) => ({
      ...{ code: one.code, name: `${t('console.quality.critical_word')}: ${one.name}` },
      words: said.map(({ marks }) =>
        t(`console.quality.mark_values.${marks.errors.includes(one.code) ? 'yes' : 'no'}`),
      ),
    })),
  ];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="table-card review-compare" tabIndex={0} aria-label={label}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('console.quality.criteria')}</th>
            {item.scores.map(({ judge }) => (
              <th key={judge.id} scope="col">
                {judge.name}
              </th>
            ))}
            <th scope="col">{t('console.quality.calibration.share')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.code}>
              <th scope="row">{row.name}</th>
              {said.map(({ id, marks }, at) => (
                <td key={id}>
                  {row.words[at]}
                  {marks.reasons[row.code] && <div className="soft small">{marks.reasons[row.code]}</div>}
                </td>
              ))}
              <td>
                <Alike words={row.words} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('console.quality.points')}</th>
            {item.scores.map(({ judge, marks, score, passes }) => (
              <td key={judge.id}>
                <Points review={{ score, passes, has_critical_error: marks.errors.length > 0 }} />
              </td>
            ))}
            <td>
              <Alike words={item.scores.map(({ score }) => String(score))} />
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function Alike({ words }: { words: readonly string[] }) {
  const { t } = useWords();
  return new Set(words).size > 1 ? (
    <strong>{t('console.quality.calibration.differ')}</strong>
  ) : (
    <span className="soft">{t('console.quality.calibration.same')}</span>
  );
}
