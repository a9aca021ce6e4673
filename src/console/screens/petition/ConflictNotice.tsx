import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { PetitionPage } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Icon } from '../../ui/Icon.tsx';

/** Somebody was faster: says who did what, so that one decides with that in sight. Nothing was written. */
export function ConflictNotice({ page }: { page: PetitionPage }) {
  const { t, manner } = useWords();
  // The petition as it was when the refusal came is still on the screen; what is newer arrives by itself.
  const [before] = useState(() => new Set(page.timeline.slice(0, -1).map(({ id }) => id)));
  const fresh = page.timeline.filter(({ id }) => !before.has(id)).slice(-4);
  return (
    <div className="notice" data-tone="soon" role="alert">
      <Icon name="people" />
      <div className="stack-tight">
        <strong>{t('console.petition.conflict')}</strong>
        <ul className="stack-tight">
          {fresh.map((entry) => (
            <li key={entry.id}>
              {entry.author.user?.name ?? t(`console.author.${entry.author.kind}`)}: {entry.text} (
              {shortInstant(entry.at, manner)})
            </li>
          ))}
        </ul>
        <span>{t('console.petition.conflict_help')}</span>
      </div>
    </div>
  );
}
