/** How far those who judged the same things agree. */
export interface Agreement {
  /** How many things were judged. */
  readonly n: number;
  /** The share of pairs of judges who said the same, 0 to 1; null of nothing. */
  readonly share: number | null;
  /** What is left of it beyond chance, -1 to 1; null of fewer than two things, or where all said one and the same. */
  readonly kappa: number | null;
}

/**
 * Agreement of judges over things, by what each said of each: for each thing, one word of each judge in the same order.
 * Two judges: kappa of Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological
 * Measurement 20 (1), 37-46. More: kappa of Fleiss (1971), Measuring nominal scale agreement among many raters,
 * Psychological Bulletin 76 (5), 378-382. Both are (P - Pe) / (1 - Pe); they differ in Pe, what chance alone would give.
 * @throws RangeError where the things do not have the same judges, or fewer than two
 */
export function agreementOf(said: readonly (readonly string[])[]): Agreement {
  const n = said.length;
  const [first] = said;
  if (first === undefined) return { n, share: null, kappa: null };
  const judges = first.length;
  if (judges < 2 || said.some((words) => words.length !== judges))
    throw new RangeError('Agreement is of two judges or more, the same of each thing');
  const pairs = judges * (judges - 1);
  let agreed = 0;
  for (const words of said) for (const count of counted(words).values()) agreed += count * (count - 1);
  const share = agreed / (pairs * n);
  const chance = judges === 2 ? chanceOfTwo(said) : chanceOfMany(said);
  // Sums of many shares are a hair from the whole.
  const isPlain = 1 - chance < 1e-9;
  return { n, share, kappa: n < 2 || isPlain ? null : (share - chance) / (1 - chance) };
}

/** Cohen: how often the two would meet by chance, each with their own habits. */
function chanceOfTwo(said: readonly (readonly string[])[]): number {
  const [one, other] = [0, 1].map((judge) => counted(said.map((words) => words[judge]!)));
  let chance = 0;
  for (const [word, count] of one!) chance += (count * (other!.get(word) ?? 0)) / said.length ** 2;
  return chance;
}

/** Fleiss: how often two of them would meet by chance, with the habits of all. */
function chanceOfMany(said: readonly (readonly string[])[]): number {
  const all = said.flat();
  let chance = 0;
  for (const count of counted(all).values()) chance += (count / all.length) ** 2;
  return chance;
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
