import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PetitionPage } from '../../api.generated.ts';
import { relatedQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { PetitionCards } from './PetitionCards.tsx';

/** What was asked near here and with like words: duplicates are seen before they are worked on twice. */
export function RelatedPanel({ page }: { page: PetitionPage }) {
  const { t, count } = useWords();
  const { petition } = page;
  const { data } = useQuery(relatedQuery(petition.id));
  const { nearby, similar } = data ?? { nearby: [], similar: [] };
  if (nearby.length + similar.length + petition.duplicates.length === 0) return null;
  return (
    <section className="card stack" aria-label={t('console.related.title')}>
      {petition.duplicates.length > 0 && (
        <>
          <h2>{count('console.related.duplicates', petition.duplicates.length)}</h2>
          <p className="row">
            {petition.duplicates.map(({ id, folio }) => (
              <Link key={id} to="/petitions/$id" params={{ id }} search={{}} className="folio">
                {folio}
              </Link>
            ))}
          </p>
        </>
      )}
      {nearby.length > 0 && (
        <>
          <h2>{t('console.related.nearby')}</h2>
          <PetitionCards cards={nearby} />
        </>
      )}
      {similar.length > 0 && (
        <>
          <h2>{t('console.related.similar')}</h2>
          <PetitionCards cards={similar} />
        </>
      )}
    </section>
  );
}
