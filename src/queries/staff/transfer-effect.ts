import { permits } from '../../core/access/actor.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { readLedger } from '../../store/clocks.ts';
import { previewTransfer } from '../preview-transfer.ts';
import type { Asker } from './list-petitions.ts';
import { placeOfRow, seenPetition } from './petition-page.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** What a transfer to that authority would do to each clock, as the city's rule has it. Null: no such thing. */
export function transferEffect(
  ports: StaffPorts,
  asker: Asker,
  { petition_id, authority_id }: { petition_id: string; authority_id: string },
) {
  const { city, actor } = asker;
  return readingAs(ports, actor, async (reader) => {
    const row = await seenPetition(reader, asker, petition_id);
    const authority = city.authorities.get(authority_id);
    if (row === null || authority === undefined || !city.calendars.has(authority_id)) return null;
    if (!permits(actor, 'petition.transfer_authority', placeOfRow(row))) return null;
    const { clock_policy: policy, citation } = city.city.settings.transfer;
    const ledger = await readLedger(reader, row.id);
    const clocks = previewTransfer(city, { row, ledger }, { authority, policy, at: ports.now(), reason: '' });
    const language = languageOf(city.city.locale);
    return {
      policy,
      citation: citation ?? null,
      clocks: clocks.map(({ clock, due_before, due_after }) => ({
        ...{ clock, due_before, due_after, name: sayCode(language, 'clock', clock) ?? clock },
      })),
    };
  });
}
