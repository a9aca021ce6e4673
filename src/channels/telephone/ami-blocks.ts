import type { AmiEvent } from '../../core/telephony/call-fact.ts';

/** An exchange that sends more than this without ending a block is none. */
const longest_block = 256 * 1024;

/**
 * Reads blocks of `Name: value` lines, each ended by an empty line, out of whatever pieces the network delivers.
 * A name that comes several times (variables, output) keeps its values as lines.
 * @returns a function that takes a piece and gives the blocks that are whole by now
 * @throws Error for a block without end: the memory for it is bounded
 */
export function amiBlocks(): (piece: string) => AmiEvent[] {
  let rest = '';
  return (piece) => {
    rest += piece;
    const blocks: AmiEvent[] = [];
    for (;;) {
      const end = /\r?\n\r?\n/.exec(rest);
      if (end === null) break;
      const block = blockOf(rest.slice(0, end.index));
      if (Object.keys(block).length > 0) blocks.push(block);
      rest = rest.slice(end.index + end[0].length);
    }
    if (rest.length > longest_block) throw new Error('ami_block_too_long');
    return blocks;
  };
}

function blockOf(text: string): AmiEvent {
  const block: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    block[name] = block[name] === undefined ? value : `${block[name]}\n${value}`;
  }
  return block;
}

/**
 * An action as it is sent. A line break in a value would begin another line, and another action: it is refused.
 * @throws Error
 */
export function writeBlock(block: Readonly<Record<string, string>>): string {
  const lines = Object.entries(block).map(([name, value]) => {
    if (/[\r\n]/.test(name + value)) throw new Error('ami_line_break');
    return `${name}: ${value}`;
  });
  return `${lines.join('\r\n')}\r\n\r\n`;
}
