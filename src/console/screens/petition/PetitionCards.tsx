import { Link } from '@tanstack/react-router';
import type { PetitionCard } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { dayInWords } from '../../parts/due.ts';

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
            {card.due_on && ` · ${dayInWords(card.due_on, manner)}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
