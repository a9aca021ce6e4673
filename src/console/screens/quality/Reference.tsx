import { needingReason, type Marks } from '../../../core/quality/score.ts';
import type { QualityCalibrationPage } from '../../api.generated.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useMe } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { isMissing, MarkFields, PointsSoFar } from './Marks.tsx';
import { finishedBy } from './review-words.ts';
import { MarksShown, Said } from './ReviewResult.tsx';

type Item = QualityCalibrationPage['items'][number];

/** What those who judged agree on, kept once; what all marked alike is filled in already. */
export function Reference({ page, item }: { page: QualityCalibrationPage; item: Item }) {
  const { t } = useWords();
  const { reference } = item;
  return (
    <section className="card stack" aria-labelledby="calibration-reference">
      <h2 id="calibration-reference">{t('console.quality.calibration.reference')}</h2>
      {reference === null && <ReferenceForm {...{ page, item }} />}
      {reference !== null && (
        <>
          <strong>{t('console.quality.result', { points: reference.score })}</strong>
          <MarksShown form={page.form} marks={reference.marks} />
          <Said
            title={t('console.quality.calibration.reference_words')}
            by={reference.by}
            words={reference.words}
          />
        </>
      )}
    </section>
  );
}

function ReferenceForm({ page, item }: { page: QualityCalibrationPage; item: Item }) {
  const { t } = useWords();
  const { form } = page;
  const draft = useDraft<{ marks: Marks; words: string }>(`reference.${item.id}`, {
    ...{ marks: agreedIn(page, item), words: '' },
  });
  const { marks, words } = draft.value;
  const me = useMe();
  const missing = isMissing(form, marks) || words.trim() === '' ? t('console.fill_in') : null;
  const keep = useWrite('keep_reference', {
    refresh: [['quality']],
    done: () => {
      draft.clear();
      announce({ text: t('console.quality.calibration.kept') });
    },
  });
  return (
    <>
      <p className="soft">{t('console.quality.calibration.reference_help')}</p>
      <MarkFields form={form} value={marks} onChange={(value) => draft.change({ marks: value })} />
      <TextArea
        {...{ label: t('console.quality.calibration.reference_words'), rows: 3, value: words }}
        {...{ help: t('console.quality.no_personal_data'), maxLength: 2000 }}
        onChange={({ target }) => draft.change({ words: target.value })}
      />
      <PointsSoFar form={form} value={marks} />
      <div className="row">
        <Button
          look="primary"
          isBusy={keep.isPending}
          reason={
            finishedBy(page).includes(me.user.id) ? missing : t('console.quality.calibration.by_who_judged')
          }
          onClick={() =>
            keep.mutate({
              params: { id: page.id, item_id: item.id },
              body: { words, marks: { ...marks, errors: [...marks.errors] } },
            })
          }
        >
          {t('console.quality.calibration.keep')}
        </Button>
      </div>
    </>
  );
}

/** Marks that all gave alike, with the first reason given for each. */
function agreedIn({ form }: QualityCalibrationPage, { scores }: Item): Marks {
  const given = scores.map(({ marks }) => marks);
  const [first, ...others] = given;
  if (first === undefined) return { values: {}, errors: [], reasons: {} };
  const values = Object.fromEntries(
    Object.entries(first.values).filter(([code, value]) => others.every((one) => one.values[code] === value)),
  );
  const errors = first.errors.filter((code) => others.every((one) => one.errors.includes(code)));
  const agreed = { values, errors, reasons: {} };
  const reasons = Object.fromEntries(
    needingReason(form, agreed).map((code) => [
      code,
      given.find((one) => one.reasons[code])?.reasons[code] ?? '',
    ]),
  );
  return { ...agreed, reasons };
}
