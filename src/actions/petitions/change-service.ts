import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { narrowerOf, visibilityAtFiling } from '../../core/petitions/visibility.ts';
import type { Identity, Visibility } from '../../core/petitions/stages.ts';
import { previewChangeService } from '../../queries/preview-change-service.ts';
import { Refused } from '../refused.ts';
import { petitionAction } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';

/**
 * The petition is about something else than it was filed as: kind and terms follow, counted from its own filing. What
 * was hidden stays hidden: a service that shows more does not uncover what was told under one that shows less.
 */
export const changeService = petitionAction({
  name: 'change-service',
  action: 'change_service',
  input: z.object({ service_id: z.uuid(), reason: reasonInput }),
  async run({ petition, city, now, input }) {
    const { row } = petition;
    const service = city.services.get(input.service_id);
    if (!service) throw new Refused('service_unknown', {}, { service_id: 'service_unknown' });
    if (!service.is_active) throw new Refused('service_inactive', {}, { service_id: 'service_inactive' });
    if (service.id === row.service_id) throw new Refused('same_service', {}, { service_id: 'same_service' });
    const kind = city.kinds.get(service.kind_code)!;
    if (row.identity === 'anonymous' && !kind.allows_anonymous) throw new Refused('anonymous_not_allowed');
    const born = visibilityAtFiling({
      identity: row.identity as Identity,
      service_visibility: service.visibility,
      kind_visibility: kind.default_visibility,
    });
    const visibility = narrowerOf(row.visibility as Visibility, born);
    const preview = previewChangeService(city, petition, { service, now });
    return {
      events: [
        event('service_changed', 'public', {
          ...{ service_id: service.id, kind: kind.code, visibility, reason: input.reason },
        }),
      ],
      lines: preview.flatMap(({ lines }) => lines),
      result: { undo: { service_id: row.service_id, reason: input.reason } },
    };
  },
});
