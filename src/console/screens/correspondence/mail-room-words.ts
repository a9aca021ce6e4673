import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Catalogue, Grant } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMe } from '../../api/session.ts';
import { useWords, wordsFor, type Words } from '../../language/words.ts';

/** The zone of the authority whose mail room it is: who serves the whole city keeps the city's, as on the server. */
export function zoneOfMailRoom(
  grants: readonly Pick<Grant, 'authority_id' | 'permissions'>[],
  authorities: readonly Pick<Catalogue['authorities'][number], 'id' | 'level' | 'time_zone'>[],
): string | null {
  const here = (['correspondence.register', 'correspondence.read', 'correspondence.deliver'] as const)
    .flatMap((permission) => grants.filter(({ permissions }) => permissions.includes(permission)))
    .at(0);
  const whose = authorities.find(({ id, level }) =>
    here?.authority_id == null ? level === 'city' : id === here.authority_id,
  );
  return whose?.time_zone ?? null;
}

/** How the mail room speaks: its days and hours are those of its authority's calendar. Null until that is known. */
export function useMailRoomWords(): Words | null {
  const words = useWords();
  const { grants } = useMe();
  const { data, isPending } = useQuery(catalogueQuery);
  return useMemo(() => {
    if (isPending) return null;
    const { language, manner } = words;
    const time_zone = zoneOfMailRoom(grants, data?.authorities ?? []) ?? manner.time_zone;
    return wordsFor(language, { ...manner, time_zone });
  }, [words, grants, data, isPending]);
}
