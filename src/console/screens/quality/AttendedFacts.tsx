import { Link } from '@tanstack/react-router';
import { shortInstant } from '../../../core/language/format.ts';
import type { QualityReviewPage } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { minutesAndSeconds } from '../desk/duration.ts';

type Attended = Pick<
  QualityReviewPage,
  'at' | 'seconds' | 'kind' | 'channel' | 'agent' | 'place' | 'interaction'
>;

/** What is known of the contact itself, and what was said in it. */
export function AttendedFacts({ review }: { review: Attended }) {
  const { t, code, manner } = useWords();
  const { interaction } = review;
  return (
    <section className="card stack" aria-labelledby="review-facts">
      <h2 id="review-facts">{t('console.quality.facts')}</h2>
      <dl className="facts">
        <dt>{t('console.quality.when')}</dt>
        <dd>
          {shortInstant(review.at, manner)}
          {review.seconds !== null && ` · ${minutesAndSeconds(review.seconds)}`}
        </dd>
        <dt>{t('console.quality.kind')}</dt>
        <dd>
          {review.kind.name} · {code('channel', review.channel)}
        </dd>
        <dt>{t('console.quality.agent')}</dt>
        <dd>
          {review.agent.name}, {review.place}
        </dd>
        {interaction.wrap_up !== null && (
          <>
            <dt>{t('console.quality.wrap_up')}</dt>
            <dd>{interaction.wrap_up.name}</dd>
          </>
        )}
        {interaction.petitions.length > 0 && (
          <>
            <dt>{t('console.quality.petitions')}</dt>
            <dd>
              {interaction.petitions.map(({ id, folio }) => (
                <Link key={id} className="folio" to="/petitions/$id" params={{ id }} search={{}}>
                  {folio}
                </Link>
              ))}
            </dd>
          </>
        )}
        {interaction.articles.length > 0 && (
          <>
            <dt>{t('console.quality.articles')}</dt>
            <dd>{interaction.articles.join(', ')}</dd>
          </>
        )}
      </dl>
      <h3>{t('console.quality.said')}</h3>
      {interaction.is_hidden && <p>{t('console.quality.hidden')}</p>}
      {!interaction.is_hidden && (
        <p className="review-said">{interaction.answer ?? t('console.quality.nothing_said')}</p>
      )}
      {interaction.notes.length > 0 && <h3>{t('console.quality.notes')}</h3>}
      {interaction.notes.map((note) => (
        <p key={note.at}>
          {note.text} <span className="soft small">{note.by}</span>
        </p>
      ))}
    </section>
  );
}
