import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';

/** A YAML file of a pack: its value, its lines, and what is wrong with the file itself. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  /** The line (from 1) of the deepest part of the path that is in the file. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** Reads YAML 1.2; `file` is only a name for messages. */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const errors = document.errors.map(({ linePos, message }) => {
    return { line: linePos?.[0].line ?? 1, message: message.split('\n')[0]! };
  });
  const lineOf = (path: readonly (string | number)[]) => lines.linePos(offsetOf(document, path)).line;
  return {
    file,
    value: errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 1000 }),
    errors,
    lineOf,
  };
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
