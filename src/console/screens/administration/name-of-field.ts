/**
 * What people call a field that a refusal names by its path (`hours.0.opens`), as the history of changes does; null where
 * it has no name.
 * @param code the sentence of a code, or the code itself where there is none
 */
export function nameOfField(path: string, code: (prefix: string, code: string) => string): string | null {
  const field = path.split('.').findLast((part) => !/^\d*$/.test(part)) ?? '';
  const name = code('console.admin.change.field', field);
  return name === field ? null : name.charAt(0).toUpperCase() + name.slice(1);
}
