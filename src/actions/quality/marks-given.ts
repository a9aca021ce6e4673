import { z } from 'zod';
import { most_criteria } from '../../core/quality/form.ts';
import { markValues } from '../../core/quality/score.ts';

/** How each criterion was met, which critical errors there were, and why: by code. */
export const marksGiven = z.object({
  values: z.record(z.string().max(60), z.enum(markValues)),
  errors: z.array(z.string().max(60)).max(most_criteria).default([]),
  reasons: z.record(z.string().max(60), z.string().trim().max(2000)).default({}),
});
