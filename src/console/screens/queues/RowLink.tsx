import { Link } from '@tanstack/react-router';
import type { PetitionRow } from '../../api.generated.ts';

/** A petition by service and folio. */
export function RowLink({ row }: { row: Pick<PetitionRow, 'id' | 'folio' | 'service'> }) {
  return (
    <span>
      <Link to="/petitions/$id" params={{ id: row.id }} search={{}} preload={false}>
        {row.service.name}
      </Link>{' '}
      <span className="folio soft">{row.folio}</span>
    </span>
  );
}
