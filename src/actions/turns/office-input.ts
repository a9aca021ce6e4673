import { z } from 'zod';
import { closingRules } from '../../core/turns/office.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}$/, 'code_wrong');
const name = z.string().trim().min(1, 'required').max(120);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** What an office decides, as it is edited and as a pack says it. */
export const officeSettings = z.object({
  hours: z
    .array(z.object({ weekday: z.number().int().min(1).max(7), opens: time, closes: time }))
    .max(40)
    .nullable(),
  lines: z
    .array(
      z.object({
        ...{ code, name },
        prefix: z.string().regex(/^[A-Z]{1,3}$/, 'prefix_wrong'),
        minutes: z.number().int().min(1).max(240),
        service_codes: z.array(z.string().max(80)).max(200),
        is_active: z.boolean(),
      }),
    )
    .max(40),
  counters: z.array(z.object({ code, name, lines: z.array(code).max(40), is_active: z.boolean() })).max(100),
  priorities: z.array(z.object({ code, name })).max(20),
  in_a_row: z.number().int().min(1).max(20),
  stop_minutes: z.number().int().min(0).max(240),
  at_closing: z.enum(closingRules),
  appointments: z.object({
    is_offered: z.boolean(),
    slot_minutes: z.number().int().min(5).max(240),
    places: z.number().int().min(1).max(100),
    days_ahead: z.number().int().min(0).max(90),
    remind_hours: z.number().int().min(0).max(168),
    check_in: z.boolean(),
    late_minutes: z.number().int().min(0).max(240),
  }),
});
