/** Service × zone × kind × channel → unit; what a rule leaves open matches everything. */
export interface RoutingRule {
  readonly id: string;
  readonly service?: string | null;
  readonly zone?: string | null;
  readonly kind?: string | null;
  readonly channel?: string | null;
  readonly unit: string;
}

/** What is known of a petition when it is routed. */
export interface RoutingQuestion {
  readonly service: string;
  readonly kind: string;
  readonly channel: string;
  /** The most specific zone of the place (a neighbourhood, else a borough); null when the place is unknown. */
  readonly zone: string | null;
  /** The zones around it, nearest first (the borough of a neighbourhood, then the city). */
  readonly parent_zones?: readonly string[];
  /** Where a petition goes that no rule matches: the authority's own triage unit. */
  readonly triage_unit: string;
}

export type RoutingFact = 'service' | 'zone' | 'kind' | 'channel';

/** Codes and facts for a sentence; the words are in the locales. */
export interface RoutingExplanation {
  readonly reason: 'rule' | 'no_rule_matches';
  /** What decided, most weighty first; empty for a rule that matches everything. */
  readonly matched: readonly RoutingFact[];
  /** The zone that the rule names: the place's own or one around it. */
  readonly zone?: string;
  /** Other rules that matched as well and named less. */
  readonly outranked: readonly string[];
}

export interface Route {
  readonly unit: string;
  readonly rule?: string;
  readonly explanation: RoutingExplanation;
}

/** In this order: a rule about the service says more than one about the place, and so on down. */
const WEIGHTS: Readonly<Record<RoutingFact, number>> = { service: 1000, zone: 100, kind: 10, channel: 1 };
const FACTS = Object.keys(WEIGHTS) as RoutingFact[];

/**
 * The unit that answers, by the most specific rule: service before zone before kind before channel, a nearer zone
 * before a wider one; of equals the smaller rule id, so that the same table always answers the same.
 */
export function routePetition(rules: readonly RoutingRule[], question: RoutingQuestion): Route {
  const matching = rules
    .filter((rule) => matches(rule, question))
    .sort(
      (one, other) => weightOf(other, question) - weightOf(one, question) || (one.id < other.id ? -1 : 1),
    );
  const [rule, ...others] = matching;
  if (rule === undefined) {
    const explanation: RoutingExplanation = { reason: 'no_rule_matches', matched: [], outranked: [] };
    return { unit: question.triage_unit, explanation };
  }
  return {
    unit: rule.unit,
    rule: rule.id,
    explanation: {
      reason: 'rule',
      matched: FACTS.filter((fact) => names(rule[fact])),
      ...(names(rule.zone) ? { zone: rule.zone } : {}),
      outranked: others.map(({ id }) => id),
    },
  };
}

function names(value: string | null | undefined): value is string {
  return value !== undefined && value !== null;
}

function zonesOf({ zone, parent_zones = [] }: RoutingQuestion): readonly string[] {
  return zone === null ? parent_zones : [zone, ...parent_zones];
}

function matches(rule: RoutingRule, question: RoutingQuestion): boolean {
  return (
    (!names(rule.service) || rule.service === question.service) &&
    (!names(rule.kind) || rule.kind === question.kind) &&
    (!names(rule.channel) || rule.channel === question.channel) &&
    (!names(rule.zone) || zonesOf(question).includes(rule.zone))
  );
}

function weightOf(rule: RoutingRule, question: RoutingQuestion): number {
  const named = FACTS.reduce((sum, fact) => sum + (names(rule[fact]) ? WEIGHTS[fact] : 0), 0);
  // At most nine zones lie in one another: distance never outweighs a named fact of another sort.
  const distance = names(rule.zone) ? Math.min(9, zonesOf(question).indexOf(rule.zone)) : 0;
  return named * 10 - distance;
}
