/** Text that grows line by line, kept as bytes: what is kept as strings until the end only feeds the collector. */
export interface GrowingText {
  addLine(line: string): void;
  /** All of it, in a piece of memory of its own. */
  bytes(): Uint8Array<ArrayBuffer>;
}

export function growingText(): GrowingText {
  let kept = Buffer.allocUnsafeSlow(65_536);
  let length = 0;
  return {
    addLine(line) {
      // A character takes three bytes at most, those that take four being two.
      const needed = length + line.length * 3 + 1;
      if (needed > kept.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(needed, kept.length * 2));
        kept.copy(larger, 0, 0, length);
        kept = larger;
      }
      length += kept.write(line, length);
      kept[length++] = 10;
    },
    bytes: () => new Uint8Array(kept.subarray(0, length)),
  };
}
