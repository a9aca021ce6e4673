import { callNext } from '../src/actions/turns/call-next.ts';
import { giveTicket } from '../src/actions/turns/take-ticket.ts';
import { usualRules, type OfficeSettings } from '../src/core/turns/office.ts';
import { newId } from '../src/store/ids.ts';
import type { Town } from './town.ts';

/** Three counters in Iztapalapa: two for all, one for payments alone; open from nine to three on each weekday. */
export const counterHall: OfficeSettings = {
  ...usualRules,
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '09:00', closes: '15:00' })),
  lines: [
    {
      code: 'reportes',
      name: 'Reportes',
      prefix: 'A',
      minutes: 6,
      service_codes: ['bache'],
      is_active: true,
    },
    { code: 'pagos', name: 'Pagos', prefix: 'B', minutes: 4, service_codes: [], is_active: true },
  ],
  counters: [
    { code: '1', name: 'Ventanilla 1', lines: [], is_active: true },
    { code: '2', name: 'Ventanilla 2', lines: [], is_active: true },
    { code: '3', name: 'Ventanilla 3', lines: ['pagos'], is_active: true },
  ],
  priorities: [{ code: 'older_person', name: 'Persona mayor' }],
};

/** A number at a counter of an office of Iztapalapa, that nobody attends yet, while another one waits. */
export async function aCalledTicket(town: Town): Promise<{ office_id: string; ticket_id: string }> {
  const office_id = await anOffice(town, { code: 'llamada' });
  const clerk = town.staff['clerk.iztapalapa']!;
  await giveTicket(town.app, clerk, { office_id, line_code: 'pagos' });
  await giveTicket(town.app, clerk, { office_id, line_code: 'pagos' });
  const { ticket_id } = await callNext(town.app, clerk, { office_id, counter_code: '1' });
  return { office_id, ticket_id };
}

/** An office of Iztapalapa, as a row. */
export async function anOffice(
  { asSystem, city_id, authorities }: Pick<Town, 'asSystem' | 'city_id' | 'authorities'>,
  { code = 'sede', ...settings }: Partial<OfficeSettings> & { code?: string } = {},
): Promise<string> {
  const id = newId();
  const authority_id = authorities['iztapalapa']!;
  await asSystem((tx) =>
    tx
      .insertInto('offices')
      .values({
        ...{ id, city_id, authority_id, code, name: 'Sede del centro', address: 'Plaza 1' },
        settings: JSON.stringify({ ...counterHall, ...settings }),
      })
      .execute(),
  );
  return id;
}
