/** Work that arrives: calls in an hour, and the seconds that one of them keeps a person busy. */
export interface Load {
  readonly calls_per_hour: number;
  /** Average handling time in seconds: talk, hold and wrap-up. */
  readonly handling_s: number;
}

/** What people wait for with so many agents. */
export interface Waiting {
  /** Erlang C: the probability that a call has to wait, from 0 to 1. */
  readonly waits: number;
  /** Share of calls answered within the threshold, from 0 to 1. */
  readonly service_level: number;
  /** Average speed of answer in seconds, those that do not wait included. */
  readonly answer_s: number;
  /** Share of their time in which agents are busy, from 0 to 1. */
  readonly occupancy: number;
}

/** What is promised: such a share of calls (0 to 1) answered within such seconds. */
export interface Target {
  readonly share: number;
  readonly within_s: number;
}

/** Offered traffic in erlangs, A = λ · AHT / 3600: how many people the work would keep busy without a pause. */
export function traffic({ calls_per_hour, handling_s }: Load): number {
  return (calls_per_hour * handling_s) / 3600;
}

/**
 * Erlang C, the probability that a call waits, through the recursive Erlang B: B(0) = 1, B(n) = A·B(n−1) / (n + A·B(n−1)),
 * C = N·B / (N − A·(1 − B)). No factorial or power of A is formed, so that thousands of agents can be computed.
 * @param erlangs offered traffic; it must be smaller than `agents`
 */
export function probabilityOfWaiting(erlangs: number, agents: number): number {
  if (erlangs === 0) return 0;
  let blocked = 1;
  for (let n = 1; n <= agents; n += 1) blocked = (erlangs * blocked) / (n + erlangs * blocked);
  return (agents * blocked) / (agents - erlangs * (1 - blocked));
}

/**
 * What is to be expected with so many agents in one interval, or null where the queue is unstable: with no more agents
 * than traffic it only grows, and no number describes it. SL = 1 − C·e^(−(N−A)·T/AHT), ASA = C·AHT/(N−A).
 */
export function waitingWith(agents: number, load: Load, within_s: number): Waiting | null {
  const erlangs = traffic(load);
  if (agents <= erlangs) return null;
  const waits = probabilityOfWaiting(erlangs, agents);
  const free = agents - erlangs;
  const { handling_s } = load;
  if (erlangs === 0) return { waits: 0, service_level: 1, answer_s: 0, occupancy: 0 };
  return {
    waits,
    service_level: 1 - waits * Math.exp((-free * within_s) / handling_s),
    answer_s: (waits * handling_s) / free,
    occupancy: erlangs / agents,
  };
}

/** More than any centre has; a target beyond reach ends here. */
const most_agents = 20_000;

/** The fewest agents who reach the target; 0 where nobody calls, null where a share of 1 or more is asked for. */
export function agentsNeeded(load: Load, { share, within_s }: Target): number | null {
  const erlangs = traffic(load);
  if (erlangs === 0) return 0;
  if (share >= 1) return null;
  for (let agents = Math.floor(erlangs) + 1; agents <= most_agents; agents += 1)
    if (waitingWith(agents, load, within_s)!.service_level >= share) return agents;
  return null;
}

/**
 * People on the roster, so that as many answer: N / (1 − shrinkage), rounded up. Shrinkage is the share of paid time that
 * holidays, sickness, training and rests take.
 */
export function withShrinkage(agents: number, shrinkage: number): number {
  // A hair below a whole number is that number: 14 / 0.7 is 20 and not 21.
  return agents === 0 ? 0 : Math.ceil(agents / (1 - shrinkage) - 1e-9);
}
