import { z } from 'zod';
import { id } from './wire.ts';

export const idParams = z.object({ id });
export const codeParams = z.object({ code: z.string().max(120) });
