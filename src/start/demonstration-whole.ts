import type { App } from '../actions/app.ts';
import { reading } from '../store/database.ts';

/** Whether a demonstration was filled to its end: the passwords of its users are given last. */
export async function isDemonstrationWhole(app: App): Promise<boolean> {
  const found = await reading(app.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('users')
      .select('id')
      .where('is_demo', '=', true)
      .where('password_hash', 'is not', null)
      .limit(1)
      .executeTakeFirst(),
  );
  return found !== undefined;
}
