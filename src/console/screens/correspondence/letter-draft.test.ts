import { expect, it } from 'vitest';
import { addBody, emptyLetter, registerBody } from './letter-draft.ts';
import { zoneOfMailRoom } from './mail-room-words.ts';

const manner = { locale: 'es-MX', time_zone: 'America/Cancun' };
const draft = { ...emptyLetter(manner), received_at: '2026-11-20T23:30', subject: 'Bache' };
const service = { code: 'bache', location: 'none', questions: [] } as unknown as Parameters<
  typeof registerBody
>[1];

it('says of a letter that it came by the clock of its authority, wherever the browser stands', () => {
  const came = '2026-11-21T04:30:00.000Z';
  expect(registerBody(draft, service, { privacy_version: 1, manner }).received_at).toBe(came);
  expect(addBody(draft, manner).received_at).toBe(came);
});

it('goes by the clock of the authority whose register is kept, or by the city’s', () => {
  const authorities = [
    { id: 'a', level: 'borough', time_zone: 'America/Tijuana' },
    { id: 'c', level: 'city', time_zone: 'America/Cancun' },
  ];
  const grant = (authority_id: string | null, permissions: readonly 'correspondence.register'[]) => ({
    authority_id,
    permissions,
  });
  const registers = ['correspondence.register'] as const;
  expect(zoneOfMailRoom([grant('c', []), grant('a', registers)], authorities)).toBe('America/Tijuana');
  expect(zoneOfMailRoom([grant(null, registers)], authorities)).toBe('America/Cancun');
  expect(zoneOfMailRoom([grant('gone', registers)], authorities)).toBeNull();
});
