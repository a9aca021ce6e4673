import type { Board } from '../../../core/access/boards.ts';
import type { Feed } from './feed.ts';

/** What the feed says, as server-sent events. Each ends with the position from which its reader goes on. */

/** Petitions that changed, in order. The position comes with the last: whoever is cut off before gets all again. */
export function petitionFrames(ids: readonly string[], position: string): Buffer {
  const frames = ids.map((id, n) => frame('petition', { id }, n === ids.length - 1 ? position : undefined));
  return Buffer.from(frames.join(''));
}

/**
 * That it is alive; over how long to spread the reading of what changed; and whether telephones and boards are told of, or
 * have to be asked meanwhile.
 */
export function beatFrame({ gather_ms, ports }: Pick<Feed, 'gather_ms' | 'ports'>, position: string): Buffer {
  const is_heard = ports.changes?.isListening() === true;
  return Buffer.from(frame('beat', { gather_ms, is_heard }, position));
}

/** That too much has changed to be told: lists are to be read again, within a time. */
export function resetFrame(within_ms: number, position: string): Buffer {
  return Buffer.from(frame('reset', { within_ms }, position));
}

/** That something changed at the telephone of who listens; it is no change of a petition and moves nobody on. */
export const telephoneFrame = (): Buffer => Buffer.from(frame('telephone', {}, undefined));

/** That something moved on a board, and on which; it moves nobody on either. */
export const boardFrame = (board: Board, id: string | null): string =>
  frame('board', { board, id }, undefined);

function frame(name: string, data: object, position: string | undefined): string {
  const id = position === undefined ? '' : `id: ${position}\n`;
  return `${id}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
