/** Coefficients of Lanczos' approximation of the gamma function (g = 7, n = 9); relative error below 1e-14. */
const lanczos: readonly number[] = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function, of a number above zero. */
function logGamma(x: number): number {
  const at = x - 1;
  const base = at + 7.5;
  const sum = lanczos.slice(1).reduce((total, value, index) => total + value / (at + index + 1), lanczos[0]!);
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(base) - base + Math.log(sum);
}

const precise = 1e-15;
const most_terms = 10_000;

/**
 * The regularised upper incomplete gamma function Q(a, x), from 1 at x = 0 to 0: by its series where x is small, by its
 * continued fraction (Lentz) elsewhere. Small values are as precise as large ones.
 */
export function upperGamma(a: number, x: number): number {
  if (!(a > 0) || x < 0) throw new RangeError(`Outside the incomplete gamma function: ${a}, ${x}`);
  if (x === 0) return 1;
  return x < a + 1 ? 1 - series(a, x) : fraction(a, x);
}

/** The other side, P(a, x) = 1 - Q(a, x). */
export function lowerGamma(a: number, x: number): number {
  if (!(a > 0) || x < 0) throw new RangeError(`Outside the incomplete gamma function: ${a}, ${x}`);
  if (x === 0) return 0;
  return x < a + 1 ? series(a, x) : 1 - fraction(a, x);
}

const scale = (a: number, x: number) => Math.exp(a * Math.log(x) - x - logGamma(a));

function series(a: number, x: number): number {
  let [term, sum] = [1 / a, 1 / a];
  for (let n = 1; n < most_terms && term > sum * precise; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * scale(a, x);
}

function fraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < most_terms; n += 1) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / notZero(an * d + b, tiny);
    c = notZero(b + an / c, tiny);
    h *= d * c;
    if (Math.abs(d * c - 1) < precise) break;
  }
  return h * scale(a, x);
}

const notZero = (value: number, tiny: number) => (Math.abs(value) < tiny ? tiny : value);
