import { expect, it } from 'vitest';
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import { refusalCodes } from '../refusals.ts';
import { event, type EventType } from './events.ts';
import { eventValues, type EventNames } from './event-sentence.ts';
import { lifecycle } from './lifecycle.ts';

type Sentences = Readonly<Record<string, string>>;
const locales = { es, en } as unknown as Record<
  string,
  Record<'event' | 'event_staff' | 'refusal' | 'clock_entry', Sentences> & { console: { act: Sentences } }
>;

const names: EventNames = {
  unit: (id) => `unit ${id}`,
  authority: (id) => `authority ${id}`,
  service: (id) => `service ${id}`,
  user: (id) => `user ${id}`,
  outcome: (code) => `outcome ${code}`,
  code: (prefix, code) => `${prefix} ${code}`,
  date: (date) => `on ${date}`,
};
const placeholders = new Set(Object.keys(eventValues(event('closing_confirmed', 'public', {}), names)));

it.each(Object.keys(locales))(
  'can tell every event in %s with placeholders that are always filled',
  (language) => {
    const { event: told, event_staff } = locales[language]!;
    const types = Object.keys(es.event) as EventType[];
    expect(Object.keys(told).sort()).toEqual([...types].sort());
    expect(Object.keys(event_staff).sort()).toEqual([...types].sort());
    for (const sentence of [...Object.values(told), ...Object.values(event_staff)]) {
      for (const [, name] of sentence.matchAll(/\{(\w+)\}/g)) expect(placeholders).toContain(name);
    }
  },
);

it.each(Object.keys(locales))('can say every refusal and everything staff do in %s', (language) => {
  const { refusal, console } = locales[language]!;
  for (const code of refusalCodes) expect([code, typeof refusal[code]]).toEqual([code, 'string']);
  for (const [name, { by }] of Object.entries(lifecycle)) {
    if (by === 'staff') expect([name, typeof console.act[name]]).toEqual([name, 'string']);
  }
});

it('names who, where and until when', () => {
  const asked = event('question_asked', 'citizen', { message_id: 'm', due_at: 'd', cause: 'incomplete' });
  expect(eventValues(asked, names)).toMatchObject({ date: 'on d', unit: '' });
  const moved = event('calendar_changed', 'public', {
    ...{ calendar: 'c', day: 'd', name: 'Puente', clock: 'reply', due_before: 'x', due_on: 'y' },
  });
  expect(eventValues(moved, names)).toMatchObject({
    ...{ date: 'on y', date_before: 'on x', reason: 'on d', clock: 'clock reply', name: 'Puente' },
  });
});
