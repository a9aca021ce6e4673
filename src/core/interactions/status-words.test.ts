import { expect, it } from 'vitest';
import { say } from '../language/sentences.ts';
import { statusSaying, statusSayings, type Standing } from './status-words.ts';

const standing: Standing = {
  ...{ stage: 'in_work', due_on: '2026-05-06', citizen_due_on: null, closes_on: null, is_overdue: false },
};
const saying = (part: Partial<Standing>) => Object.values(statusSaying({ ...standing, ...part }));

it.each<[Partial<Standing>, string, string | null]>([
  [{ stage: 'assigned' }, 'to_accept', '2026-05-06'],
  [{}, 'in_work', '2026-05-06'],
  [{ is_overdue: true }, 'in_work_overdue', '2026-05-06'],
  [{ due_on: null }, 'in_work_no_date', null],
  [{ stage: 'waiting_citizen' }, 'waiting_citizen', null],
  [{ stage: 'waiting_citizen', citizen_due_on: '2026-05-20' }, 'waiting_citizen_until', '2026-05-20'],
  [{ stage: 'replied' }, 'replied', null],
  [{ stage: 'replied', closes_on: '2026-05-27' }, 'replied_until', '2026-05-27'],
  [{ stage: 'closed', is_overdue: true }, 'closed', null],
])('says of %j: %s', (part, expected, date) => {
  expect(saying(part)).toEqual([expected, date]);
});

it('names the folio, who has it and the date in every sentence that has one', () => {
  for (const one of statusSayings) {
    const said = say('es', `status_call.${one}`, {
      folio: 'F',
      service: 'S',
      unit: 'U',
      authority: 'A',
      date: 'D',
    });
    expect(said).toContain('F');
    expect(said).toContain('U');
    expect(said).not.toMatch(/[{}]/);
  }
});
