import { shortDate } from '../../../core/language/format.ts';
import type { ArticleContents } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';

/** What an article says, in the order in which it is read to somebody. */
export function ArticleText({ contents }: { contents: ArticleContents }) {
  const { t, code, manner } = useWords();
  const { steps, requirements, places, cost, hours, legal_basis, valid_from, valid_until } = contents;
  const day = (date: string | null) => (date === null ? '…' : shortDate(date, manner));
  const facts: [string, string | null][] = [
    [t('console.knowledge.field.cost'), cost],
    [t('console.knowledge.field.hours'), hours],
    [
      t('console.knowledge.field.hours_of'),
      contents.hours_of === undefined ? null : code('channel', contents.hours_of),
    ],
    [t('console.knowledge.field.legal_basis'), legal_basis],
    [
      t('console.knowledge.field.valid'),
      valid_from === null && valid_until === null ? null : `${day(valid_from)} – ${day(valid_until)}`,
    ],
  ];
  return (
    <div className="article-text">
      <p className="article-summary">{contents.summary}</p>
      {steps.length > 0 && (
        <section>
          <h3>{t('console.knowledge.field.steps')}</h3>
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}
      {requirements.length > 0 && (
        <section>
          <h3>{t('console.knowledge.field.requirements')}</h3>
          <ul className="bullets">
            {requirements.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      )}
      {places.length > 0 && (
        <section>
          <h3>{t('console.knowledge.field.places')}</h3>
          <ul className="stack-tight">
            {places.map(({ name, address, hours: open, phone }) => (
              <li key={name}>
                <strong>{name}</strong> {[address, open, phone].filter((part) => part !== null).join(' · ')}
              </li>
            ))}
          </ul>
        </section>
      )}
      <dl className="article-facts">
        {facts
          .filter(([, text]) => text !== null)
          .map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}
