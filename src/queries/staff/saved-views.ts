import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** The own saved views, in their order. */
export function savedViews(ports: StaffPorts, { actor }: Pick<Asker, 'actor'>) {
  return readingAs(ports, actor, (reader) =>
    reader
      .selectFrom('saved_views')
      .select(['id', 'name', 'query', 'position'])
      .where('user_id', '=', actor.user_id)
      .orderBy('position')
      .orderBy('name')
      .execute(),
  );
}
