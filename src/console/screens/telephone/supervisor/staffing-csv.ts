import { beginningOf, type PlannedSlot } from '../../../../core/telephony/erlang-plan.ts';
import type { Words } from '../../../language/words.ts';

const heads = ['half_hour', 'calls', 'erlangs', 'agents', 'rostered', 'level', 'answer_s'] as const;

/** Saves the plan as it is shown, for a spreadsheet: UTF-8 with its mark, shares from 0 to 1. */
export function saveStaffingCsv(plan: readonly PlannedSlot[], t: Words['t']): void {
  const rows = plan.map(({ slot, calls, erlangs, agents, rostered, waiting }) => [
    ...[beginningOf(slot), calls, erlangs.toFixed(2), agents ?? '', rostered ?? ''],
    ...[waiting?.service_level.toFixed(4) ?? '', waiting?.answer_s.toFixed(1) ?? ''],
  ]);
  const head = heads.map((name) => `"${t(`console.staffing.${name}`).replaceAll('"', '""')}"`);
  const text = [head, ...rows].map((row) => row.join(',')).join('\r\n');
  const address = URL.createObjectURL(new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${t('console.staffing.file')}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
