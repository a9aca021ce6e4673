import { z } from 'zod';
import { channel, code, word_code, words } from './pack-settings.ts';

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
/** A ring of GeoJSON ends where it begins (RFC 7946 §3.1.6). */
const ring = z
  .array(position)
  .min(4)
  .refine((points) => points[0]!.join() === points.at(-1)!.join());

/** Polygon or MultiPolygon of RFC 7946, WGS 84, longitude first. */
export const geometry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);

/** Part of the city. Without geometry it is only a name to choose from a list. */
export const zone = z.strictObject({
  code,
  name: words,
  level: z.enum(['city', 'borough', 'neighbourhood']),
  parent: code.nullable().default(null),
  authority: code.nullable().default(null),
  geometry: geometry.nullable().default(null),
  is_approximate: z.boolean().default(false),
  source: words.nullable().default(null),
});

/** `unit` is `<authority>/<unit>`; what a rule leaves null matches everything. */
export const routingRule = z.strictObject({
  service: code.nullable().default(null),
  zone: code.nullable().default(null),
  kind: word_code.nullable().default(null),
  channel: channel.nullable().default(null),
  unit: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/),
  note: words.nullable().default(null),
});

/** How a zone is written in a pack: its geometry in a file, its neighbourhoods as a list of names. */
export const writtenZone = zone.extend({
  geometry: z.strictObject({ file: words, feature: words }).nullable().default(null),
  neighbourhoods: z.array(words).default([]),
  neighbourhoods_source: words.nullable().default(null),
});

const oneOrMany = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);

/** How rules are written in a pack: a list stands for one rule each, `{zone}` in the unit for the rule's zone. */
export const writtenRoutingRule = routingRule.extend({
  service: oneOrMany(code).nullable().default(null),
  zone: oneOrMany(code).nullable().default(null),
  kind: oneOrMany(word_code).nullable().default(null),
  unit: z.string().regex(/^(\{zone\}|[a-z0-9-]+)\/[a-z0-9-]+$/),
});
