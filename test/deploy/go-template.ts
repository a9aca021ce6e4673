type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
interface Scope {
  readonly dot: Value;
  readonly root: Value;
  readonly variables: Readonly<Record<string, Value>>;
}
interface Token {
  readonly kind: 'text' | 'action';
  readonly text: string;
}
type Definitions = Map<string, readonly Token[]>;

/**
 * Renders the part of Go's templates that our chart uses: paths, `if`, `range`, `define` and `include`, pipes into
 * `quote`, `toJson` and `nindent`. What it does not know it refuses, so that a chart cannot outgrow it unseen.
 */
export function renderTemplates(
  files: Readonly<Record<string, string>>,
  root: Value,
): Record<string, string> {
  const definitions: Definitions = new Map();
  const bodies = Object.entries(files).map(
    ([name, text]) => [name, withoutDefinitions(tokensOf(text), definitions)] as const,
  );
  const scope = { dot: root, root, variables: {} };
  return Object.fromEntries(bodies.map(([name, tokens]) => [name, render(tokens, scope, definitions)]));
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const found of text.matchAll(/(\s*)\{\{(-?)\s*([^]*?)\s*(-?)\}\}(\s*)/g)) {
    const [whole, before = '', left, action = '', right, after = ''] = found;
    // Two actions share the space between them: it belongs to the one that comes first.
    tokens.push({ kind: 'text', text: text.slice(at, found.index) + (left === '-' ? '' : before) });
    if (!action.startsWith('/*')) tokens.push({ kind: 'action', text: action });
    tokens.push({ kind: 'text', text: right === '-' ? '' : after });
    at = found.index + whole.length;
  }
  return [...tokens, { kind: 'text', text: text.slice(at) }];
}

const opens = /^(if|range|define)\b/;

/** Where the block that begins at `from` ends. */
function endOf(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const { kind, text } = tokens[at]!;
    if (kind !== 'action') continue;
    if (opens.test(text)) depth++;
    if (text === 'end' && --depth === 0) return at;
  }
  throw new Error(`no end of {{ ${tokens[from]?.text} }}`);
}

function withoutDefinitions(tokens: readonly Token[], definitions: Definitions): Token[] {
  const rest: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const name = token.kind === 'action' ? /^define "(.+)"$/.exec(token.text)?.[1] : undefined;
    if (name === undefined) {
      rest.push(token);
      continue;
    }
    const end = endOf(tokens, at);
    definitions.set(name, tokens.slice(at + 1, end));
    at = end;
  }
  return rest;
}

function render(tokens: readonly Token[], scope: Scope, definitions: Definitions): string {
  let out = '';
  for (let at = 0; at < tokens.length; at++) {
    const { kind, text } = tokens[at]!;
    if (kind === 'text') {
      out += text;
      continue;
    }
    if (!opens.test(text)) {
      out += String(evaluate(text, scope, definitions));
      continue;
    }
    const end = endOf(tokens, at);
    const inner = tokens.slice(at + 1, end);
    for (const one of scopesOf(text, scope, definitions)) out += render(inner, one, definitions);
    at = end;
  }
  return out;
}

/** With what a block is rendered: once or not at all for `if`, once for each entry for `range`. */
function scopesOf(action: string, scope: Scope, definitions: Definitions): Scope[] {
  const condition = /^if (.+)$/.exec(action)?.[1];
  if (condition !== undefined) {
    const value = evaluate(condition, scope, definitions);
    return value === '' || value === false || value === 0 || value === null ? [] : [scope];
  }
  const [, key = '', item = '', over = ''] = /^range \$(\w+), \$(\w+) := (.+)$/.exec(action) ?? [];
  const entries = Object.entries(evaluate(over, scope, definitions) as Record<string, Value>);
  return entries.sort().map(([name, value]) => {
    const variables = { ...scope.variables, [key]: name, [item]: value };
    return { ...scope, dot: value, variables };
  });
}

/** @throws for a path that leads nowhere and a function that is not known */
function evaluate(expression: string, scope: Scope, definitions: Definitions): Value {
  const [first = '', ...pipes] = expression.split(/ \| /);
  return pipes.reduce<Value>(
    (value, pipe) =>
      applyTo(
        value,
        wordsOf(pipe).map((word) => valueOf(word, scope, definitions)),
      ),
    call(wordsOf(first), scope, definitions),
  );
}

const wordsOf = (text: string): string[] => text.match(/\([^)]*\)|"[^"]*"|[^\s()]+/g) ?? [];

function call(words: readonly string[], scope: Scope, definitions: Definitions): Value {
  const [name = '', ...given] = words;
  const values = given.map((word) => valueOf(word, scope, definitions));
  if (name === 'eq') return values[0] === values[1];
  if (name === 'dict')
    return Object.fromEntries(
      values.flatMap((value, n) => (n % 2 === 0 ? [[String(value), values[n + 1]!]] : [])),
    );
  if (name === 'include') {
    const body = definitions.get(String(values[0]));
    if (body === undefined) throw new Error(`no template ${String(values[0])}`);
    return render(body, { dot: values[1]!, root: values[1]!, variables: {} }, definitions);
  }
  if (given.length > 0) throw new Error(`unknown function ${name}`);
  return valueOf(name, scope, definitions);
}

function valueOf(word: string, scope: Scope, definitions: Definitions): Value {
  if (word.startsWith('"')) return JSON.parse(word) as string;
  if (word.startsWith('(')) return evaluate(word.slice(1, -1), scope, definitions);
  if (/^\d+$/.test(word)) return Number(word);
  if (/^(quote|toJson|nindent)$/.test(word)) return word;
  if (word === '.') return scope.dot;
  const [start = '', ...names] = word.split('.');
  let value: Value | undefined = start === '' ? scope.dot : scope.variables[start.slice(1)];
  for (const name of names) value = (value as Record<string, Value> | undefined)?.[name];
  if (value === undefined) throw new Error(`nothing is at ${word}`);
  return value;
}

function applyTo(value: Value, [name, argument]: readonly Value[]): Value {
  switch (name) {
    case 'quote':
      return JSON.stringify(String(value));
    case 'toJson':
      return JSON.stringify(value);
    case 'nindent':
      return `\n${String(value).replace(/^(?=.)/gm, ' '.repeat(Number(argument)))}`;
    default:
      throw new Error(`unknown function ${String(name)}`);
  }
}
