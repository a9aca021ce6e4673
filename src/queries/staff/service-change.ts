import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { permits } from '../../core/access/actor.ts';
import { routePetition } from '../../core/routing/route-petition.ts';
import { readLedger } from '../../store/clocks.ts';
import { triageUnit, zonesAround } from '../plan-filing.ts';
import { previewChangeService } from '../preview-change-service.ts';
import type { Asker } from './list-petitions.ts';
import { placeOfRow, seenPetition } from './petition-page.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** What a change of service would do to the clocks, and the unit that the rules would choose. Null: no such thing. */
export function serviceChange(
  ports: StaffPorts,
  asker: Asker,
  { petition_id, service_id }: { petition_id: string; service_id: string },
) {
  const { city, actor } = asker;
  return readingAs(ports, actor, async (reader) => {
    const row = await seenPetition(reader, asker, petition_id);
    const service = city.services.get(service_id);
    if (row === null || service === undefined) return null;
    if (!permits(actor, 'petition.reclassify', placeOfRow(row))) return null;
    const ledger = await readLedger(reader, row.id);
    const clocks = previewChangeService(city, { row, ledger }, { service, now: ports.now() });
    const from = city.services.get(row.service_id);
    const kind = city.kinds.get(service.kind_code)!;
    const unit_id = routePetition(city.rules, {
      ...{ service: service.code, kind: kind.code, channel: row.channel, zone: row.zone_code },
      parent_zones: zonesAround(city, row.zone_code),
      triage_unit: triageUnit(city, row.zone_code).id,
    }).unit;
    const language = languageOf(city.city.locale);
    return {
      from: { code: from?.code ?? '', name: from?.name ?? '' },
      to: { code: service.code, name: service.name },
      kind: { code: kind.code, name: kind.name },
      clocks: clocks.map(({ clock, due_before, due_after }) => ({
        ...{ clock, due_before, due_after, name: sayCode(language, 'clock', clock) ?? clock },
      })),
      unit_suggested:
        unit_id === row.unit_id ? null : { id: unit_id, name: city.units.get(unit_id)?.name ?? '' },
    };
  });
}
