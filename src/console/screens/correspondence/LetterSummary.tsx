import type { ApiError } from '../../api/client.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { Filing, Service } from '../new-petition/filing.ts';
import { Plan } from '../new-petition/ReadBack.tsx';
import type { LetterDraft, Missing } from './letter-draft.ts';

interface Props {
  readonly draft: LetterDraft;
  readonly service: Service | undefined;
  readonly missing: readonly Missing[];
  readonly problem: ApiError | null;
  readonly isBusy: boolean;
  readonly onSend: () => void;
}

/** What will be registered, who gets it and until when; without a network, that nothing typed is lost. */
export function LetterSummary({ draft, service, missing, problem, isBusy, onSend }: Props) {
  const words = useWords();
  const { t, count } = words;
  return (
    <aside className="read-back" aria-label={t('console.letters.summary')}>
      <h2>{t('console.letters.summary')}</h2>
      <p className="read-back-words words">{draft.subject || t('console.letters.summary_help')}</p>
      <p className="soft">
        {count('console.letters.sheets_count', Number(draft.sheets))}
        {' · '}
        {count('console.letters.annexes_count', Number(draft.annexes))}
      </p>
      {draft.leads_to === 'opens' && service !== undefined && <Plan filing={draft as Filing} />}
      {missing.length > 0 && (
        <div className="notice" data-tone="late" role="alert">
          <Icon name="late" />
          <ul>
            {missing.map((one) => (
              <li key={one}>{t(`console.letters.missing.${one}`)}</li>
            ))}
          </ul>
        </div>
      )}
      {problem !== null && (
        <div className="notice" data-tone="late" role="alert">
          <div>
            {sentenceOf(problem, words)}
            {problem.status === 0 && <p>{t('console.letters.not_sent')}</p>}
            <ul>
              {Object.entries(problem.fields).map(([field, { message }]) => (
                <li key={field}>{message}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <Button look="primary" icon="check" isBusy={isBusy} onClick={onSend}>
        {t('console.letters.register')} <kbd>Ctrl ↵</kbd>
      </Button>
    </aside>
  );
}
