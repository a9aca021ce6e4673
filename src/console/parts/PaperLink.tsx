import type { SentenceKey } from '../../core/language/sentences.ts';
import { inCity } from '../api/client.ts';
import { useWords } from '../language/words.ts';
import { useShortcuts } from '../layout/shortcuts.ts';
import { announce } from '../layout/toasts.ts';
import { Icon } from '../ui/Icon.tsx';
import { printPaper } from './print-paper.ts';

interface Props {
  /** Of the API. */
  readonly href: string;
  readonly label: SentenceKey;
  /** The key that prints it. */
  readonly keys: string;
}

/** A paper to hand over: printed at once by a click or a key; as a link it opens in a tab of its own too. */
export function PaperLink({ href, label, keys }: Props) {
  const { t } = useWords();
  const address = inCity(href);
  const print = () =>
    void printPaper(address).then((done) => {
      if (!done) announce({ tone: 'late', text: t('console.paper_not_printed') });
    });
  useShortcuts([{ keys, label, run: print }]);
  return (
    <a
      className="button"
      href={address}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        print();
      }}
    >
      <Icon name="print" /> {t(label)} <kbd>{keys}</kbd>
    </a>
  );
}
