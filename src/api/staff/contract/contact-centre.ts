import { z } from 'zod';
import { both, reply, request } from './registry.ts';
import { channel, codeName, id, instant, namedRef } from './wire.ts';

export const stretch = z.object({
  /** 1 is Monday. */
  weekday: z.number().int().min(1).max(7),
  /** `HH:MM` of the place; it never passes midnight. */
  opens: z.string(),
  closes: z.string(),
});
export const standing = both(
  'ChannelStanding',
  z.object({ is_open: z.boolean(), closes_at: instant.nullable(), opens_at: instant.nullable() }),
);

const words = {
  kinds: z.array(codeName.extend({ opens_kind: z.string().nullable(), script: z.string().max(600) })),
  wrap_ups: z.array(codeName),
  /** What is read aloud at the beginning and at the end of a conversation; empty: nothing. */
  greeting: z.string().max(600),
  closing: z.string().max(600),
  /** Of the words as they were read. */
  version: z.string(),
};
export const deskWordsToEdit = reply('DeskWordsToEdit', z.object(words));
export const deskWordsEdit = request('DeskWordsEdit', z.object(words));

/** The week as people say it: days one after another that keep the same hours. */
const week = z.array(
  z.object({
    from: z.number().int(),
    until: z.number().int(),
    hours: z.array(z.object({ opens: z.string(), closes: z.string() })),
  }),
);

export const deskHours = reply(
  'DeskHours',
  z.object({
    /** The asker's own authority first; doors that keep no hours are left out. */
    items: z.array(
      z.object({
        authority: namedRef,
        doors: z.array(
          z.object({
            code: channel,
            name: z.string(),
            week,
            standing: standing.nullable(),
          }),
        ),
        /** Queues of the telephone that keep hours. */
        queues: z.array(z.object({ name: z.string(), standing })),
      }),
    ),
  }),
);

export const channelHours = reply(
  'ChannelHours',
  z.object({
    items: z.array(
      z.object({
        authority: namedRef,
        channels: z.array(
          z.object({
            code: channel,
            name: z.string(),
            hours: z.array(stretch),
            week,
            /** Null where no hours are kept, or the calendar does not reach today. */
            standing: standing.nullable(),
          }),
        ),
      }),
    ),
  }),
);
export const channelHoursEdit = request(
  'ChannelHoursEdit',
  z.object({ authority_id: id, channel, before: z.array(stretch).max(60), hours: z.array(stretch).max(60) }),
);
