import { expect, it } from 'vitest';
import type { DeskFound, DeskPetition } from '../../api.generated.ts';
import {
  chosenOf,
  nobodyYet,
  personOf,
  petitionsOf,
  wholeOf,
  withBooking,
  withStatus,
  withTold,
} from './conversation.ts';

const petition = (id: string) => ({ id, said: `Así va ${id}` }) as DeskPetition;
const person = (id: string, ...petitions: string[]) =>
  ({ id, petitions: petitions.map(petition) }) as unknown as DeskFound['persons'][number];
const found = (...persons: DeskFound['persons']): DeskFound => ({ folio: null, persons, capped: false });
const going = { ...nobodyYet, id: 'c', started_at: '2026-04-29T16:00:00.000Z' };

it('takes the only person there is for the one who calls, and of two asks which', () => {
  expect(personOf(going, found(person('rosa')))?.id).toBe('rosa');
  const two = found(person('rosa'), person('luis'));
  expect(personOf(going, two)).toBeNull();
  expect(personOf({ ...going, person_id: 'luis' }, two)?.id).toBe('luis');
});

it('is about the folio that was asked for, then about the first of the person', () => {
  const asked = { ...found(person('rosa', 'a', 'b')), folio: petition('b') };
  expect(petitionsOf(going, asked).map(({ id }) => id)).toEqual(['b', 'a']);
  expect(chosenOf(going, petitionsOf(going, asked))?.id).toBe('b');
  expect(chosenOf({ ...going, folio_id: 'a' }, petitionsOf(going, asked))?.id).toBe('a');
  expect(chosenOf(going, petitionsOf(going, found()))).toBeNull();
});

it('notes every sentence that was told once, under what somebody wrote', () => {
  const first = { ...going, ...withStatus(going, petition('a')) };
  expect(first).toMatchObject({ kind: 'follow_up', answer: 'Así va a', petition_ids: ['a'] });
  const again = { ...first, ...withStatus(first, petition('a')) };
  expect(again).toMatchObject({ answer: 'Así va a', petition_ids: ['a'] });
  const second = { ...again, ...withStatus(again, petition('b')) };
  expect(second).toMatchObject({ said: 'Así va b', answer: 'Así va a\nAsí va b', petition_ids: ['a', 'b'] });
  const written = { ...going, answer: 'Lo mío ' };
  expect(withStatus(written, petition('a'))).toMatchObject({ answer: 'Lo mío\nAsí va a' });
});

it('says that a call went out, also where it was dialled by hand', () => {
  const ended_at = '2026-04-29T16:02:00.000Z';
  const whole = wholeOf({ ...going, direction: 'out' }, null, ended_at);
  expect([whole.direction, whole.call_id]).toEqual(['out', undefined]);
});

it('lasted as long as its call where it is written down afterwards', () => {
  const over_at = '2026-04-29T16:03:00.000Z';
  expect(wholeOf({ ...going, over_at }, null, '2026-04-30T15:00:00.000Z').ended_at).toBe(over_at);
});

it('sends the whole of it, and no empty answer', () => {
  const ended_at = '2026-04-29T16:02:00.000Z';
  expect(wholeOf({ ...going, answer: '  ' }, null, ended_at)).toEqual({
    ...{ interaction_id: 'c', channel: 'phone', started_at: going.started_at, ended_at },
    ...{ kind: 'information', wrap_up: 'answered', person_id: null, petition_ids: [], answer: null },
  });
});

it('keeps an hour that was booked and a status together, whichever came first', () => {
  const booked = { ...going, ...withBooking(going, 'Su cita') };
  expect({ ...booked, ...withStatus(booked, petition('a')) }).toMatchObject({
    ...{ booked: 'Su cita', answer: 'Su cita\nAsí va a', said: 'Así va a' },
  });
  const told = { ...going, ...withStatus(going, petition('a')) };
  expect(withBooking(told, 'Su cita')).toMatchObject({ booked: 'Su cita', answer: 'Así va a\nSu cita' });
});

it('does not lose what finds no room: it waits until there is', () => {
  const answer = 'x'.repeat(1999);
  const full = { ...going, answer, ...withBooking({ ...going, answer }, 'Su cita') };
  expect(full).toMatchObject({ booked: 'Su cita', answer, left_out: ['Su cita'] });
  expect(withTold(full, 'Su cita').left_out).toEqual(['Su cita']);
  expect(withTold({ ...full, answer: 'Más corto' }, 'Su cita')).toEqual({
    ...{ answer: 'Más corto\nSu cita', left_out: [] },
  });
});
