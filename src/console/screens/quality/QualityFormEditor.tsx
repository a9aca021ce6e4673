import { useQuery, useQueryClient } from '@tanstack/react-query';
import { most_contest_days } from '../../../core/quality/form.ts';
import type { ReviewFormInForce } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useMay } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/quality.css';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

const queryKey = ['quality', 'form'];
const new_weight = 10;

/** What the city looks at when it reviews, with weights, critical errors and how much is enough. */
export function QualityFormEditor() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => call('get_quality_form', { signal }),
  });
  if (isPending) return <Waiting />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  return <Editor kept={data} onRefused={() => void refetch()} />;
}

type Form = ReviewFormInForce['form'];

/** What was typed, with the version that it began with: it stays when somebody else saves meanwhile. */
function useFormBegun(kept: ReviewFormInForce) {
  const draft = useDraft<{ begun: { version: number; form: Form } | null }>('quality-form', { begun: null });
  const { begun } = draft.value;
  const { version, form } = begun ?? kept;
  const setForm = (part: Partial<Form>) => draft.change({ begun: { version, form: { ...form, ...part } } });
  return { form, setForm, draft, isBehind: version !== kept.version };
}

function Editor({ kept, onRefused }: { kept: ReviewFormInForce; onRefused: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const { form, setForm, draft, isBehind } = useFormBegun(kept);
  const client = useQueryClient();
  const save = useWrite('save_quality_form', {
    refresh: [['quality']],
    done: ({ version }, given) => {
      client.setQueryData<ReviewFormInForce>(queryKey, { ...kept, version, form: given.body.form });
      draft.clear();
      announce({ text: t('console.quality.form_saved') });
    },
    failed: () => {
      onRefused();
      return false;
    },
  });
  const { criteria, critical_errors: errors } = form;
  const names = [...criteria, ...errors].map(({ name }) => name.trim());
  const isWhole = (value: number) => Number.isInteger(value) && value >= 1 && value <= 100;
  const { contest_days: days } = form;
  const missing =
    (days !== null && !(isWhole(days) && days <= most_contest_days)) ||
    names.includes('') ||
    !isWhole(form.passes_at) ||
    !criteria.every(({ weight }) => isWhole(weight));
  return (
    <div className="stack">
      <h1>{t('console.admin.section.quality')}</h1>
      <p className="soft">{t('console.quality.form_help')}</p>
      {isBehind && (
        <p className="notice" data-tone="soon">
          <output>{t('console.admin.desk.saved_meanwhile')}</output>{' '}
          <Button onClick={() => draft.clear()}>{t('console.admin.desk.take_saved')}</Button>
        </p>
      )}
      <h2>{t('console.quality.criteria')}</h2>
      {criteria.map((one, at) => (
        <div key={one.code} className="review-form-row">
          <TextField
            {...{ label: t('console.quality.criterion', { n: at + 1 }), value: one.name, maxLength: 200 }}
            onChange={({ target }) =>
              setForm({ criteria: criteria.with(at, { ...one, name: target.value }) })
            }
          />
          <TextField
            {...{ label: t('console.quality.weight_of', { n: at + 1 }), type: 'number', min: 1, max: 100 }}
            value={one.weight}
            onChange={({ target }) =>
              setForm({ criteria: criteria.with(at, { ...one, weight: Number(target.value) }) })
            }
          />
          <Button
            {...{ look: 'quiet', icon: 'close', 'aria-label': `${t('console.quality.remove')}: ${one.name}` }}
            reason={criteria.length === 1 ? t('console.fill_in') : null}
            onClick={() => setForm({ criteria: criteria.toSpliced(at, 1) })}
          />
        </div>
      ))}
      <div className="row">
        <Button
          icon="plus"
          onClick={() =>
            setForm({ criteria: [...criteria, { ...fresh(criteria, 'c'), weight: new_weight }] })
          }
        >
          {t('console.quality.add_criterion')}
        </Button>
      </div>
      <h2>{t('console.quality.errors')}</h2>
      {errors.map((one, at) => (
        <div key={one.code} className="review-form-row">
          <TextField
            {...{ label: t('console.quality.error', { n: at + 1 }), value: one.name, maxLength: 200 }}
            onChange={({ target }) =>
              setForm({ critical_errors: errors.with(at, { ...one, name: target.value }) })
            }
          />
          <Button
            {...{ look: 'quiet', icon: 'close', 'aria-label': `${t('console.quality.remove')}: ${one.name}` }}
            onClick={() => setForm({ critical_errors: errors.toSpliced(at, 1) })}
          />
        </div>
      ))}
      <div className="row">
        <Button icon="plus" onClick={() => setForm({ critical_errors: [...errors, fresh(errors, 'e')] })}>
          {t('console.quality.add_error')}
        </Button>
      </div>
      <Limits form={form} onChange={setForm} />
      {may('configuration.edit') && (
        <div className="row">
          <Button
            look="primary"
            isBusy={save.isPending}
            reason={missing ? t('console.fill_in') : null}
            onClick={() => save.mutate({ body: { version: kept.version, form } })}
          >
            {t('console.save')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** How much is enough, and how long a review may be contested. */
function Limits({ form, onChange }: { form: Form; onChange: (part: Partial<Form>) => void }) {
  const { t } = useWords();
  return (
    <>
      <TextField
        {...{
          label: t('console.quality.passes_at'),
          type: 'number',
          min: 1,
          max: 100,
          value: form.passes_at,
        }}
        onChange={({ target }) => onChange({ passes_at: Number(target.value) })}
      />
      <TextField
        {...{ label: t('console.quality.contest_days'), help: t('console.quality.contest_days_help') }}
        {...{ type: 'number', min: 1, max: most_contest_days, value: form.contest_days ?? '' }}
        onChange={({ target }) =>
          onChange({ contest_days: target.value === '' ? null : Number(target.value) })
        }
      />
    </>
  );
}

/** A code that no other one has, so that what is marked stays tied to what was asked. */
function fresh(list: readonly { code: string }[], letter: string): { code: string; name: string } {
  let n = list.length + 1;
  while (list.some(({ code }) => code === `${letter}${n}`)) n += 1;
  return { code: `${letter}${n}`, name: '' };
}
