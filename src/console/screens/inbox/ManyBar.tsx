import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { manyActions, permissionOf, type ManyAction } from '../../parts/many-actions.ts';
import { Button } from '../../ui/Button.tsx';
import type { Many } from './use-many.ts';

interface Props {
  readonly many: Many;
  readonly onAction: (action: ManyAction) => void;
}

/** What can be done with the chosen rows. */
export function ManyBar({ many, onAction }: Props) {
  const { t, count } = useWords();
  const may = useMay();
  return (
    <div className="many-bar" role="toolbar" aria-label={t('console.many.label')}>
      <strong aria-live="polite">{count('console.many.chosen', many.ids.size)}</strong>
      {manyActions.map((action) => (
        <Button
          key={action}
          reason={may(permissionOf(action)) ? null : t('console.no_permission')}
          onClick={() => onAction(action)}
        >
          {t(`console.act.${action}`)}
        </Button>
      ))}
      <Button look="quiet" icon="close" aria-label={t('console.keys.clear')} onClick={many.clear} />
    </div>
  );
}
