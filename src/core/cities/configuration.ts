import type { Calendar } from '../deadlines/calendar.ts';
import type { OpeningHours } from '../deadlines/opening-hours.ts';
import type { Term } from '../deadlines/terms.ts';
import type { PlaceClass } from '../open-data/place-class.ts';
import type { Question } from '../petitions/questions.ts';
import type { OutcomeClass, Visibility } from '../petitions/stages.ts';
import type { RoutingRule } from '../routing/route-petition.ts';
import type { ZoneGeometry } from '../routing/zone-geometry.ts';
import type { CitySettings } from './settings.ts';

export interface City {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly locale: string;
  readonly time_zone: string;
  readonly host: string | null;
  readonly is_demo: boolean;
  readonly settings: CitySettings;
  /** Instant of the last edit of a service: what Open311 clients look at. */
  readonly changeset: string;
  readonly configuration_version: number;
}

/** A legal body with its own calendar, terms, folio series and branding. */
export interface Authority {
  readonly id: string;
  readonly city_id: string;
  readonly code: string;
  readonly folio_code: string;
  readonly name: string;
  readonly short_name: string;
  readonly level: string;
  readonly time_zone: string;
  readonly triage_unit_id: string | null;
  readonly branding: unknown;
  readonly contact: unknown;
  readonly is_active: boolean;
}

export interface Unit {
  readonly id: string;
  readonly authority_id: string;
  readonly parent_id: string | null;
  readonly code: string;
  readonly name: string;
  readonly responsible_name: string;
  readonly responsible_title: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly is_triage: boolean;
  readonly reply_needs_approval: boolean;
  readonly is_active: boolean;
}

export interface Kind {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly legal_basis: string | null;
  readonly default_visibility: Visibility;
  readonly hidden_from_named_unit: boolean;
  readonly allows_anonymous: boolean;
  readonly is_active: boolean;
}

export interface Service {
  readonly id: string;
  readonly city_id: string;
  readonly group_id: string | null;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly kind_code: string;
  readonly keywords: readonly string[];
  readonly questions: readonly Question[];
  readonly location: 'required' | 'optional' | 'none';
  readonly response_type: string;
  readonly visibility: Visibility | null;
  /** What its places tell of a person; null: as its visibility says. */
  readonly place_class: PlaceClass | null;
  /** About works: a month after it was resolved its person is asked whether it still is. */
  readonly asks_if_it_lasts: boolean;
  readonly notice: string | null;
  readonly emergency_words: readonly string[];
  readonly is_active: boolean;
  readonly position: number;
  readonly version: number;
}

export interface Zone {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly level: 'city' | 'borough' | 'neighbourhood';
  readonly parent_code: string | null;
  readonly authority_id: string | null;
  readonly geometry: ZoneGeometry | null;
  readonly is_approximate: boolean;
  readonly source: string | null;
}

export interface Outcome {
  readonly id: string;
  readonly code: string;
  readonly class: OutcomeClass;
  readonly name: string;
  readonly is_active: boolean;
}

/** Everything a city decides, as one immutable copy of one version of its configuration. */
export interface CityConfiguration {
  readonly city: City;
  /** By id. */
  readonly authorities: ReadonlyMap<string, Authority>;
  /** By id. */
  readonly units: ReadonlyMap<string, Unit>;
  /** By authority id. */
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** By authority id and channel, `<id>/<channel>`. */
  readonly hours: ReadonlyMap<string, readonly OpeningHours[]>;
  /** By code. */
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly terms: readonly Term[];
  /** By id. */
  readonly services: ReadonlyMap<string, Service>;
  readonly services_by_code: ReadonlyMap<string, Service>;
  /** By code. */
  readonly zones: ReadonlyMap<string, Zone>;
  readonly rules: readonly RoutingRule[];
  /** By code. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** The newest version of each text (privacy notice, means of appeal …), by code. */
  readonly text_versions: ReadonlyMap<string, number>;
}
