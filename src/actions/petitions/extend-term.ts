import { z } from 'zod';
import { extendClock, type ExtensionAct } from '../../core/deadlines/clock-extension.ts';
import { event } from '../../core/petitions/events.ts';
import { orRefuse, Refused } from '../refused.ts';
import { petitionAction } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';

/** More time before the term ends, with its reason and a notice; never more than the law allows. */
export const extendTerm = petitionAction({
  name: 'extend-term',
  action: 'extend',
  input: z
    .object({
      clock: z.enum(['reply', 'resolve']).default('reply'),
      /** Units of the term to add … */
      extra: z.number().int().positive().max(400).optional(),
      /** … or the new last day. */
      until: z.iso.date().optional(),
      reason: reasonInput,
    })
    .refine(({ extra, until }) => (extra === undefined) !== (until === undefined), {
      message: 'required',
      path: ['extra'],
    }),
  async run({ petition, now, calendar, input }) {
    const { clock, reason, extra, until } = input;
    const entries = petition.ledger.get(clock) ?? [];
    if (entries.length === 0) throw new Refused('clock_not_open');
    const act = { at: now, calendar, reason };
    const asked: ExtensionAct = extra === undefined ? { ...act, until: until! } : { ...act, extra };
    const entry = orRefuse(extendClock(entries, asked));
    return {
      events: [event('term_extended', 'public', { clock, due_at: entry.due_at, reason })],
      lines: [{ clock, entry }],
      notices: [{ template: 'term_extended', values: { reason } }],
    };
  },
});
