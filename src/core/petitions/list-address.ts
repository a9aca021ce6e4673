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
export function chosenInAddress(given: Readonly<Partial<Record<ListChoice, string>>>): URLSearchParams {
  const said = new URLSearchParams();
  for (const name of choices) {
    const value = given[name] ?? '';
    if (value !== '') said.set(parameters[name], value);
  }
  return said;
}
