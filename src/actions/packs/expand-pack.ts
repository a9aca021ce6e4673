import { canonicalPack, type PackDocument, type PackZone, type WrittenPack } from './pack-document.ts';
import type { PackProblem, Path } from './pack-problem.ts';

type Geometry = NonNullable<PackZone['geometry']>;

/** What a folder has beside its YAML: shapes by file and feature, and the countries' calendars. */
export interface PackSurroundings {
  readonly geometryOf: (file: string, feature: string) => Geometry | undefined;
  readonly countryDaysOf: (country: string) => CountryDays | undefined;
}

export interface CountryDays {
  readonly covers_from: string;
  readonly covers_until: string;
  readonly days: PackDocument['calendars'][number]['country_days'];
}

export interface ExpandedPack {
  readonly document: PackDocument;
  readonly problems: readonly PackProblem[];
  /** Where in the written pack an item of the document comes from, for naming file and line. */
  readonly writtenPath: (path: Path) => Path;
}

/** Writes out what a pack says in short: lists in rules, neighbourhoods under their zone, shapes, country days. */
export function expandPack(written: WrittenPack, surroundings: PackSurroundings): ExpandedPack {
  const problems: PackProblem[] = [];
  const zones = expandZones(written, surroundings, problems);
  const rules = expandRules(written);
  const calendars = written.calendars.map((calendar, at) => {
    const country = surroundings.countryDaysOf(calendar.country_calendar);
    if (country === undefined) {
      problems.push(
        problem(['calendars', at, 'country_calendar'], 'unknown_country_calendar', calendar.country_calendar),
      );
    } else if (calendar.covers_from < country.covers_from || calendar.covers_until > country.covers_until) {
      const covered = `${country.covers_from}…${country.covers_until}`;
      problems.push(problem(['calendars', at, 'covers_from'], 'outside_country_calendar', covered));
    }
    const inCoverage = ({ day }: { day: string }) =>
      day >= calendar.covers_from && day <= calendar.covers_until;
    return { ...calendar, country_days: (country?.days ?? []).filter(inCoverage) };
  });
  const writtenAt = new Map<unknown, number>([...zones, ...rules].map(({ item, from }) => [item, from]));
  const document = canonicalPack({
    ...written,
    calendars,
    zones: zones.map(({ item }) => item),
    routing: rules.map(({ item }) => item),
  });
  return { document, problems, writtenPath: (path) => pathInWritten(path, document, { written, writtenAt }) };
}

function problem(path: Path, code: PackProblem['code'], value: string): PackProblem {
  return { path, code, details: { value } };
}

/** The document is sorted and written out: an item is found again by identity or by its code. */
function pathInWritten(
  path: Path,
  document: PackDocument,
  { written, writtenAt }: { written: WrittenPack; writtenAt: ReadonlyMap<unknown, number> },
): Path {
  const [section, at, ...rest] = path;
  if (typeof at !== 'number') return path;
  const item = (document[section as 'zones'] as readonly unknown[])[at];
  if (section === 'zones' || section === 'routing') return [section, writtenAt.get(item) ?? at, ...rest];
  const list = written[section as 'terms'] as readonly { code: string }[];
  const same = list.findIndex((one) => one === item);
  const byCode = list.findIndex(({ code }) => code === (item as { code?: string }).code);
  return [section!, same >= 0 ? same : byCode >= 0 ? byCode : at, ...rest];
}

interface Origin<T> {
  readonly item: T;
  readonly from: number;
}

function expandZones(
  { zones }: WrittenPack,
  { geometryOf }: PackSurroundings,
  problems: PackProblem[],
): Origin<PackZone>[] {
  return zones.flatMap(({ neighbourhoods, neighbourhoods_source, ...zone }, from) => {
    const wanted = zone.geometry;
    const geometry = wanted === null ? null : (geometryOf(wanted.file, wanted.feature) ?? null);
    if (wanted !== null && geometry === null) {
      problems.push(
        problem(['zones', from, 'geometry'], 'no_such_shape', `${wanted.file}: ${wanted.feature}`),
      );
    }
    const around: Origin<PackZone> = { item: { ...zone, geometry }, from };
    const within = neighbourhoods.map((name): Origin<PackZone> => ({
      item: {
        code: `${zone.code}-${codeOf(name)}`.slice(0, 60),
        name,
        level: 'neighbourhood',
        parent: zone.code,
        authority: null,
        geometry: null,
        is_approximate: false,
        source: neighbourhoods_source,
      },
      from,
    }));
    return [around, ...within];
  });
}

/** «2.ª Ampliación Santa María» → `2-a-ampliacion-santa-maria`. */
export function codeOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function expandRules({ routing }: WrittenPack): Origin<PackDocument['routing'][number]>[] {
  const each = <T>(value: T | T[] | null): (T | null)[] => (Array.isArray(value) ? value : [value]);
  return routing.flatMap((rule, from) =>
    each(rule.service).flatMap((service) =>
      each(rule.zone).flatMap((zone) =>
        each(rule.kind).map((kind) => {
          const unit = rule.unit.replace('{zone}', zone ?? '');
          return { item: { ...rule, service, zone, kind, unit }, from };
        }),
      ),
    ),
  );
}
