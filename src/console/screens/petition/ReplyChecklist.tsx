import { useWords } from '../../language/words.ts';
import { Icon } from '../../ui/Icon.tsx';
import { lawAsks } from './reply-draft.ts';

interface Props {
  readonly missing: readonly string[];
  readonly unit: string;
  readonly isRefusal: boolean;
  readonly isFirst: boolean;
}

/** What the law asks of a reply, ticked off as it is written. */
export function ReplyChecklist({ missing, unit, isRefusal: isRefused, isFirst }: Props) {
  const { t } = useWords();
  return (
    <div className="checklist">
      <h3>{t('console.reply.law_asks')}</h3>
      <ul aria-live="polite">
        {lawAsks
          .filter((part) => (part !== 'reasons' || isRefused) && (part !== 'outcome_code' || !isFirst))
          .map((part) => {
            const isMissing = missing.includes(part);
            return (
              <li key={part} data-missing={isMissing || undefined}>
                <Icon name={isMissing ? 'fine' : 'check'} />
                <span>
                  {t(`console.reply.part.${part as 'body'}`)}
                  {part === 'unit_name' && <span className="soft"> · {unit}</span>}
                </span>
                <span className="visually-hidden">
                  {t(isMissing ? 'console.reply.missing' : 'console.reply.present')}
                </span>
              </li>
            );
          })}
      </ul>
      <p className="soft small">{t('console.reply.law')}</p>
    </div>
  );
}
