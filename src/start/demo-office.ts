import type { App } from '../actions/app.ts';
import { createOffice } from '../actions/turns/edit-office.ts';
import { Refused } from '../actions/refused.ts';
import { languageOf, say } from '../core/language/sentences.ts';
import { usualRules, type OfficeSettings } from '../core/turns/office.ts';
import { cityConfiguration } from '../store/city-configuration.ts';
import { inTransaction } from '../store/database.ts';

const system = { kind: 'system' } as const;
/** Whose office it is, and how it is called in addresses. */
const authority_code = 'cuauhtemoc';
const code = 'sede-demostracion';

/**
 * An office to try the waiting room with: made up, and its name says so. Its hours are those that the pack gives for the
 * counters of its authority, and its priorities those of the pack.
 */
export async function openDemoOffice(app: App, { city_id }: { city_id: string }): Promise<void> {
  const city = (await inTransaction(app.database, system, (tx) => cityConfiguration(tx, city_id)))!;
  const authority = [...city.authorities.values()].find((one) => one.code === authority_code);
  if (authority === undefined) return;
  const language = languageOf(city.city.locale);
  const line = (name: 'reports' | 'procedures' | 'information', prefix: string, minutes: number) => ({
    ...{ code: name, name: say(language, `demo.office.${name}`), prefix, minutes },
    ...{ service_codes: [], is_active: true },
  });
  const counter = (number: number, lines: string[]) => ({
    ...{
      code: String(number),
      name: say(language, 'demo.office.counter', { number }),
      lines,
      is_active: true,
    },
  });
  const settings: OfficeSettings = {
    ...usualRules,
    hours: null,
    lines: [line('information', 'A', 6), line('reports', 'B', 8), line('procedures', 'T', 12)],
    counters: [counter(1, []), counter(2, []), counter(3, ['procedures'])],
    priorities: city.city.settings.priority_groups.map(({ code: group, name }) => ({ code: group, name })),
  };
  const name = say(language, 'demo.office.name');
  const where = { city_id, authority_id: authority.id, code, name, address: null };
  try {
    await createOffice(app, system, { ...where, settings: structuredClone(settings) as never });
  } catch (error) {
    // A first start that was cut short is done again.
    if (!(error instanceof Refused) || error.code !== 'code_taken') throw error;
  }
}
