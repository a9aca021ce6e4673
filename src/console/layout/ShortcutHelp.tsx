import { useWords } from '../language/words.ts';
import { DialogBox } from '../ui/DialogBox.tsx';
import { useActiveShortcuts } from './shortcuts.ts';

/** The keys that work just now: those of the screen first. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const groups = useActiveShortcuts().toReversed();
  return (
    <DialogBox title={t('console.keys.title')} onClose={onClose}>
      {groups.map((group) => (
        <dl key={group.map(({ keys }) => keys).join()} className="keys">
          {group.map(({ keys, label }) => (
            <div key={keys} className="keys-line">
              <dt>
                {keys.split(' ').map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{t(label)}</dd>
            </div>
          ))}
        </dl>
      ))}
    </DialogBox>
  );
}
