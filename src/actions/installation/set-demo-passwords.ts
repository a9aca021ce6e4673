import { hash } from '@node-rs/argon2';
import { z } from 'zod';
import { defineAction } from '../action.ts';

/** Gives every demonstration user the password that was made for this installation. */
export const setDemoPasswords = defineAction({
  name: 'set-demo-passwords',
  permission: 'system',
  input: z.object({ password: z.string().min(12) }),
  async run({ tx, input, now }) {
    const password_hash = await hash(input.password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const changed = await tx
      .updateTable('users')
      .set({ password_hash, password_changed_at: now })
      .where('is_demo', '=', true)
      .executeTakeFirst();
    return { users: Number(changed.numUpdatedRows) };
  },
});
