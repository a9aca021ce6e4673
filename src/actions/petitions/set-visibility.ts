import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { event } from '../../core/petitions/events.ts';
import { visibilities } from '../../core/petitions/stages.ts';
import { isWider } from '../../core/petitions/visibility.ts';
import { Refused } from '../refused.ts';
import { petitionAction, placeOf } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';

/** Shows the petition more or less widely; wider than its service is born with only who may moderate. */
export const setVisibility = petitionAction({
  name: 'set-visibility',
  action: 'set_visibility',
  input: z.object({ visibility: z.enum(visibilities), reason: reasonInput }),
  async run({ petition, city, actor, input: { visibility, reason } }) {
    const { row } = petition;
    if (visibility === row.visibility) return { events: [] };
    // Whoever asked not to be known is not shown by anybody's decision.
    if (row.identity === 'reserved' || row.visibility === 'reserved')
      throw new Refused('reserved_stays_reserved');
    const service = city.services.get(row.service_id);
    const born = service?.visibility ?? city.kinds.get(row.kind_code)!.default_visibility;
    if (isWider(visibility, born) && !permits(actor, 'petition.moderate', placeOf(petition))) {
      throw new Refused('visibility_too_wide', { visibility: born });
    }
    return {
      events: [event('visibility_changed', 'staff', { visibility, reason })],
      result: { undo: { visibility: row.visibility, reason } },
    };
  },
});
