import type { Measured } from './measure.ts';

/** Prints columns, the first to the left and the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0)));
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)));
    console.log(cells.join('  ').trimEnd());
  }
}

/** The same where each row is printed as soon as it is known: the names of all are known before. */
export function growingTable(
  head: readonly string[],
  names: readonly string[],
): (row: readonly string[]) => void {
  const first = Math.max(...names.map(({ length }) => length));
  const print = (row: readonly string[]) => {
    const cells = row.map((cell, at) =>
      at === 0 ? cell.padEnd(first) : cell.padStart(Math.max(8, head[at]!.length)),
    );
    console.log(cells.join('  ').trimEnd());
  };
  print(head);
  return print;
}

export function plainRow([name, { per_second, p50, p99 }]: readonly [string, Measured]): string[] {
  return [name, per_second.toFixed(0), p50.toFixed(2), p99.toFixed(2)];
}

/** With its rate as a share of that of the same work by SQL. */
export function filingRow(name: string, measured: Measured, direct: Measured): string[] {
  const share = `${((measured.per_second / direct.per_second) * 100).toFixed(0)} %`;
  return [...plainRow([name, measured]), share];
}

export const told = (count: number): string => count.toLocaleString('en');

export const megabytes = (found: number | undefined): string =>
  found === undefined ? 'not told here' : `${found.toFixed(0)} MB`;
