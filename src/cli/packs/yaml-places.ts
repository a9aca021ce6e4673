import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';

/** A YAML file of a pack: its value, its lines, and what is wrong with the file itself. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  /** The line (from 1) of the deepest part of the path that is in the file. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** The text of a UTF-8 file, or the line where it stops being UTF-8: letters would be lost without a word. */
export function textOf(bytes: Buffer): string | { readonly line: number } {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const lost = bytes.toString('utf8').indexOf('\uFFFD');
    return { line: bytes.toString('utf8').slice(0, lost).split('\n').length };
  }
}

/** Reads YAML 1.2; `file` is only a name for messages. */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  // One broken line often makes every line after it look broken: the first few say enough.
  const errors = document.errors.slice(0, 3).map(({ linePos, message }) => {
    return { line: linePos?.[0].line ?? 1, message: message.split('\n')[0]! };
  });
  const value = errors.length > 0 ? undefined : valueOf(document, errors);
  const lineOf = (path: readonly (string | number)[]) => lines.linePos(offsetOf(document, path)).line;
  return { file, value, errors, lineOf };
}

/** What the document says; too many aliases of aliases are refused as an error of its first line. */
function valueOf(document: Document.Parsed, errors: { line: number; message: string }[]): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch (problem) {
    errors.push({ line: 1, message: (problem as Error).message });
    return undefined;
  }
}

function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (node === undefined) return offset;
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
