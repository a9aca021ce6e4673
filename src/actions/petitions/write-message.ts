import { newId } from '../../store/ids.ts';
import { authorOf, type ActionContext } from '../action.ts';

export interface NewMessage {
  readonly petition_id: string;
  readonly kind: 'note' | 'question' | 'answer' | 'update' | 'withdrawal' | 'contest' | 'confirmation';
  readonly audience: 'staff' | 'citizen' | 'public';
  readonly body: string;
  readonly answers_id?: string | null;
}

/** Keeps what somebody wrote; history only carries its id. @returns the id */
export async function writeMessage(context: ActionContext<unknown>, message: NewMessage): Promise<string> {
  const id = newId();
  const author = authorOf(context.actor);
  await context.tx
    .insertInto('messages')
    .values({
      ...message,
      id,
      author_kind: author.kind,
      author_user_id: author.user_id,
      at: context.now,
    })
    .execute();
  return id;
}
