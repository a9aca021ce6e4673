import { z } from 'zod';

/** What somebody writes to be read: never empty, never longer than a page. */
export const bodyInput = z.string().trim().min(1, 'required').max(4000);

/** Why something is done; it is kept in history and told, so it must not name persons. */
export const reasonInput = z.string().trim().min(1, 'required').max(500);
