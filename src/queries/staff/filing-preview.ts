import type { Channel } from '../../core/cities/settings.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { emergencyIn } from '../../core/petitions/emergencies.ts';
import type { Identity } from '../../core/petitions/stages.ts';
import { planFiling, type FilingPlan } from '../plan-filing.ts';

export interface PreviewAsked {
  readonly service_code: string;
  readonly channel: Channel;
  readonly identity?: Identity | undefined;
  readonly place?:
    | {
        readonly latitude?: number | null | undefined;
        readonly longitude?: number | null | undefined;
        readonly zone_code?: string | null | undefined;
      }
    | undefined;
  readonly received_at?: string | null | undefined;
  readonly description?: string | undefined;
}

/** Who would get a petition and until when; pure given the configuration. Null for an unknown service. */
export function previewFiling(city: CityConfiguration, asked: PreviewAsked, now: string) {
  const service = city.services_by_code.get(asked.service_code);
  if (service === undefined) return null;
  const { latitude = null, longitude = null, zone_code = null } = asked.place ?? {};
  const plan = planFiling(city, {
    ...{ service, zone_code, channel: asked.channel, identity: asked.identity ?? 'named' },
    point: latitude === null || longitude === null ? null : { latitude, longitude },
    received_at: asked.received_at != null && asked.received_at < now ? asked.received_at : now,
  });
  const zone = plan.zone_code === null ? undefined : city.zones.get(plan.zone_code);
  const language = languageOf(city.city.locale);
  const { unit, authority, kind, route, filing, visibility } = plan;
  const { emergency } = city.city.settings;
  return {
    kind: { code: kind.code, name: kind.name },
    authority: { id: authority.id, name: authority.name },
    unit: { id: unit.id, name: unit.name, responsible_name: unit.responsible_name },
    goes_to_triage: route.rule === undefined,
    routing_text: routingText(plan, city),
    zone: zone === undefined ? null : { code: zone.code, name: zone.name },
    place: placeOf(plan),
    on_border: (plan.found?.on_border ?? []).map((code) => ({
      code,
      name: city.zones.get(code)?.name ?? code,
    })),
    filed_on: filing.filed_on,
    visibility,
    due: plan.lines.flatMap(({ clock, entry }) =>
      entry.type !== 'started'
        ? []
        : [
            {
              clock,
              name: sayCode(language, 'clock', clock) ?? clock,
              due_on: entry.due_on,
              citation: entry.term.citation,
            },
          ],
    ),
    emergency: emergencyIn(asked.description ?? '', emergency, service.emergency_words) ?? null,
  };
}

function placeOf({ found }: FilingPlan): 'inside' | 'outside' | 'on_border' | 'none' {
  if (found === null) return 'none';
  if (found.outside) return 'outside';
  return found.on_border.length > 0 ? 'on_border' : 'inside';
}

function routingText({ route }: FilingPlan, city: CityConfiguration): string {
  const language = languageOf(city.city.locale);
  const { reason, matched } = route.explanation;
  const facts = matched.map((fact) => sayCode(language, 'routing_fact', fact) ?? fact).join(', ');
  const key = reason === 'rule' && matched.length === 0 ? 'rule_for_all' : reason;
  return sayCode(language, 'routing', key, { facts }) ?? reason;
}
