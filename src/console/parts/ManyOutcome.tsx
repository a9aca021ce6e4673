import { useWords } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { DialogBox } from '../ui/DialogBox.tsx';
import type { ManyRun } from './use-many-run.ts';

/** How far an action on many has come, and afterwards which rows refused and why. */
export function ManyOutcome({ run }: { run: ManyRun }) {
  const { t, count } = useWords();
  if (run.progress !== null) {
    const { done, total } = run.progress;
    return (
      <output className="many-progress">
        <label htmlFor="many-progress">{t('console.many.progress', { done, total })}</label>
        <progress id="many-progress" value={done} max={total} />
      </output>
    );
  }
  if (run.refusals.length === 0) return null;
  return (
    <DialogBox
      title={count('console.many.refused', run.refusals.length)}
      onClose={run.dismiss}
      foot={<Button onClick={run.dismiss}>{t('console.close')}</Button>}
    >
      <ul className="stack-tight">
        {run.refusals.map(({ petition_id, folio, error }) => (
          <li key={petition_id}>
            <span className="folio">{folio}</span> · {error?.message}
          </li>
        ))}
      </ul>
    </DialogBox>
  );
}
