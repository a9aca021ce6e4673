import { z } from 'zod';
import { usualRules } from '../../core/turns/office.ts';
import { officeSettings } from '../turns/office-input.ts';
import { words } from './pack-settings.ts';

const { lines, counters, ...settings } = officeSettings.shape;

/**
 * An office where people take a number: the authority whose it is, what they come for, and its counters. Without hours of
 * its own it opens with the counters of its authority. `is_demo`: made up, and never loaded into a real city.
 */
export const packOffice = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
  authority: words,
  name: words,
  address: words.nullable().default(null),
  is_active: z.boolean().default(true),
  is_demo: z.boolean().default(false),
  hours: settings.hours.default(null),
  lines: z.array(
    z.strictObject({
      ...lines.element.shape,
      service_codes: lines.element.shape.service_codes.default([]),
      is_active: lines.element.shape.is_active.default(true),
    }),
  ),
  counters: z.array(
    z.strictObject({
      ...counters.element.shape,
      lines: counters.element.shape.lines.default([]),
      is_active: counters.element.shape.is_active.default(true),
    }),
  ),
  priorities: settings.priorities.default([]),
  in_a_row: settings.in_a_row.default(usualRules.in_a_row),
  stop_minutes: settings.stop_minutes.default(usualRules.stop_minutes),
  at_closing: settings.at_closing.default(usualRules.at_closing),
  appointments: z.strictObject(settings.appointments.shape).default(usualRules.appointments),
});
