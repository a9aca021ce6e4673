/**
 * How varied what the city did is within the crowds in which petitions hide (l-diversity: Machanavajjhala and others, 2007).
 * A crowd of which all ended alike tells how that of any person known to be in it ended, however large it is.
 */
export interface Diversity {
  /** Crowds of which at least one petition has an outcome. */
  readonly crowds: number;
  /** Different classes of outcome, «none yet» among them, in the crowd that has fewest; 0 where there is no crowd. */
  readonly least: number;
  /** Crowds of which all have the same outcome. */
  readonly alike: number;
}

export const noDiversity: Diversity = { crowds: 0, least: 0, alike: 0 };

/** By crowd, the classes of outcome in it; null: none yet. */
export type OutcomesOfCrowds = ReadonlyMap<string, ReadonlySet<string | null>>;

/** With another month: crowds do not reach over months. */
export function withCrowds(so_far: Diversity, month: OutcomesOfCrowds): Diversity {
  const sizes = [...month.values()].filter((outcomes) => outcomes.size > 1 || !outcomes.has(null));
  const least = Math.min(...sizes.map(({ size }) => size), so_far.crowds === 0 ? Infinity : so_far.least);
  const alike = sizes.filter(({ size }) => size === 1).length;
  return sizes.length === 0
    ? so_far
    : { crowds: so_far.crowds + sizes.length, least, alike: so_far.alike + alike };
}
