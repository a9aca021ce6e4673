import { Link } from '@tanstack/react-router';
import { dayAndMonth } from '../../../core/language/format.ts';
import type { PetitionCard } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';

/** Small cards of other petitions. */
export function PetitionCards({ cards }: { cards: readonly PetitionCard[] }) {
  const { t, code, manner } = useWords();
  return (
    <ul className="mini-cards">
      {cards.map((card) => (
        <li key={card.id} className="mini-card">
          <Link to="/petitions/$id" params={{ id: card.id }} search={{}} preload={false}>
            {card.service}
          </Link>
          <p className="clip">{card.summary}</p>
          <p className="soft small">
            <span className="folio">{card.folio}</span> · {code('console.stage', card.stage)}
            {card.distance_m !== null && ` · ${t('console.related.metres', { m: card.distance_m })}`}
            {card.due_on && ` · ${dayAndMonth(card.due_on, manner)}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
