/** Parameters of the address of the public list by what they choose; they never change, since people keep addresses. */
export const parameters = {
  words: 'q',
  service: 'tema',
  authority: 'autoridad',
  zone: 'zona',
  neighbourhood: 'colonia',
  standing: 'estado',
  from: 'desde',
  to: 'hasta',
} as const;
export type ListChoice = keyof typeof parameters;
export const choices = Object.keys(parameters) as ListChoice[];

/** The part of the address behind `?` that chooses this; values are codes of the city. */
export function chosenInAddress(given: Readonly<Partial<Record<ListChoice, string>>>): string {
  return choices
    .filter((name) => (given[name] ?? '') !== '')
    .map((name) => `${parameters[name]}=${encodeURIComponent(given[name]!)}`)
    .join('&');
}
