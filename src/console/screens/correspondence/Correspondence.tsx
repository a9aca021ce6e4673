import { Link, useSearch } from '@tanstack/react-router';
import '../../css/correspondence.css';
import { useMay } from '../../api/session.ts';
import { useWords, WordsContext } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { CoverSheets } from './CoverSheets.tsx';
import { ForOthers } from './ForOthers.tsx';
import { LetterBook } from './LetterBook.tsx';
import { useMailRoomWords } from './mail-room-words.ts';
import { PaperReplies } from './PaperReplies.tsx';
import { RegisterLetter } from './RegisterLetter.tsx';
import { ScanPiles } from './ScanPiles.tsx';

const tabs = [
  { tab: 'register', permission: 'correspondence.register', Part: RegisterLetter },
  { tab: 'book', permission: 'correspondence.read', Part: LetterBook },
  { tab: 'out', permission: 'correspondence.deliver', Part: PaperReplies },
  { tab: 'others', permission: 'correspondence.read', Part: ForOthers },
  { tab: 'sheets', permission: 'correspondence.register', Part: CoverSheets },
  { tab: 'piles', permission: 'correspondence.register', Part: ScanPiles },
] as const;

/** The mail room: letters in, and replies on paper out. */
export function Correspondence() {
  const { t } = useWords();
  const may = useMay();
  const words = useMailRoomWords();
  useTitle(t('console.letters.title'));
  const search = useSearch({ from: '/inside/oficialia' });
  const open = tabs.filter(({ permission }) => may(permission));
  const chosen = open.find(({ tab }) => tab === search['tab']) ?? open[0];
  return (
    <div className="page correspondence">
      <div className="page-head">
        <h1>{t('console.letters.title')}</h1>
      </div>
      <nav className="letter-tabs" aria-label={t('console.letters.parts')}>
        {open.map(({ tab }) => (
          <Link
            key={tab}
            to="/oficialia"
            search={{ tab }}
            className="letter-tab"
            aria-current={tab === chosen?.tab ? 'page' : undefined}
          >
            {t(`console.letters.tab.${tab}`)}
          </Link>
        ))}
      </nav>
      {words === null ? <Waiting /> : <WordsContext value={words}>{chosen && <chosen.Part />}</WordsContext>}
    </div>
  );
}
