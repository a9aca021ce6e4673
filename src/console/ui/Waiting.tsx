import { useWords } from '../language/words.ts';

/** Shown while a screen reads what it shows; said aloud, and still. */
export function Waiting() {
  const { t } = useWords();
  return (
    <output className="empty">
      <span className="spinner" />
      <span>{t('console.loading')}</span>
    </output>
  );
}
