import { Suspense, useState } from 'react';
import { laterScreen } from '../../language/later-sentences.ts';
import { useWords } from '../../language/words.ts';
import { useShortcuts } from '../../layout/shortcuts.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { withBooking } from './conversation.ts';
import type { AtDesk } from './use-conversation.ts';

const BookAtOffice = laterScreen(() => import('../turns/BookAtOffice.tsx'), 'BookAtOffice');

/** An hour or a number of today at an office for who is being attended; what they are told stays with the conversation. */
export function DeskBooking({ desk: { begin, draft } }: { desk: AtDesk }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  useShortcuts([{ keys: 'h', label: 'console.keys.desk_book', run: () => setOpen(true) }]);
  const keep = (said: string) => {
    begin();
    draft.change(withBooking(draft.latest.current, said));
  };
  return (
    <details className="card" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t('console.desk.book_hour')} <kbd>h</kbd>
      </summary>
      {isOpen && (
        <Suspense fallback={<Waiting />}>
          <BookAtOffice onSaid={keep} />
        </Suspense>
      )}
    </details>
  );
}
