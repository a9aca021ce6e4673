const PLAIN = /^[A-Za-zÀ-ÿ_][\wÀ-ÿ]*(?:[ -][\wÀ-ÿ]+)*$/;
const SPECIAL = /^(y|n|yes|no|on|off|true|false|null|na)$/i;

/** A scalar of YAML: bare where that is safe, else in double quotes. */
export function quoted(text: string): string {
  return PLAIN.test(text) && !SPECIAL.test(text) ? text : JSON.stringify(text);
}

/** A flow sequence of scalars. */
export function list(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`;
}

/** A value as part of a comment: one line, not endless. */
export function inComment(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 117)}…` : line;
}
