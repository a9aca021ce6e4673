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

it('puts the sentence of a status call into the answer, and keeps what somebody wrote there', () => {
  const first = { ...going, ...withStatus(going, petition('a')) };
  expect(first).toMatchObject({ kind: 'follow_up', answer: 'Así va a', petition_ids: ['a'] });
  const second = { ...first, ...withStatus(first, petition('b')) };
  expect(second).toMatchObject({ answer: 'Así va b', petition_ids: ['a', 'b'] });
  const written = { ...second, answer: 'Lo mío' };
  expect(withStatus(written, petition('a'))).toMatchObject({ answer: 'Lo mío', petition_ids: ['a', 'b'] });
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

it('keeps an hour that was booked with what was told, also when a status is told after it', () => {
  expect(withBooking({ ...going, answer: 'Se le explicó' }, 'Su cita')).toMatchObject({
    booked: 'Su cita',
    answer: 'Se le explicó\nSu cita',
  });
  const first = { ...going, ...withBooking(going, 'Su cita') };
  expect(withStatus(first, petition('a'))).toMatchObject({ answer: 'Su cita', said: 'Así va a' });
  const full = 'x'.repeat(1999);
  expect(withBooking({ ...going, answer: full }, 'Su cita')).toEqual({ booked: 'Su cita', answer: full });
});
