/** The address's query as plain texts: `?tab=mine&q=bache`, nothing quoted, nothing encoded twice. */
export type PlainSearch = { readonly [key: string]: string | undefined };

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function writeSearch(search: Record<string, unknown>): string {
  const kept = Object.entries(search).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  if (kept.length === 0) return '';
  const text = new URLSearchParams(kept.map(([key, value]) => [key, String(value)])).toString();
  return `?${text.replaceAll('%2C', ',')}`;
}

export function plainSearch(search: Record<string, unknown>): PlainSearch {
  return Object.fromEntries(
    Object.entries(search).flatMap(([key, value]) => (value == null ? [] : [[key, String(value)]])),
  );
}
