/** Under which terms anybody may use what a city publishes. */
export interface Licence {
  /** Of SPDX, or the one by which data portals know it; null for one of the city's own. */
  readonly code: string | null;
  readonly title: string;
  readonly url: string;
  /** What it asks of who uses the data, in `open_data.licence`. */
  readonly asks: 'source' | 'share_alike' | 'nothing' | 'its_terms';
}

const creativeCommons = 'https://creativecommons.org';

/** Those that a city may name by their code: Creative Commons, and the one of Mexico's national portal. */
export const knownLicences = {
  'CC-BY-4.0': {
    title: 'Creative Commons Attribution 4.0',
    ...{ url: `${creativeCommons}/licenses/by/4.0/`, asks: 'source' },
  },
  'CC-BY-SA-4.0': {
    title: 'Creative Commons Attribution-ShareAlike 4.0',
    ...{ url: `${creativeCommons}/licenses/by-sa/4.0/`, asks: 'share_alike' },
  },
  'CC0-1.0': {
    title: 'Creative Commons Zero 1.0',
    ...{ url: `${creativeCommons}/publicdomain/zero/1.0/`, asks: 'nothing' },
  },
  'ODC-By-1.0': {
    title: 'Open Data Commons Attribution 1.0',
    ...{ url: 'https://opendatacommons.org/licenses/by/1-0/', asks: 'source' },
  },
  'libre-uso-mx': {
    title: 'Libre Uso MX',
    ...{ url: 'https://datos.gob.mx/libreusomx', asks: 'source' },
  },
} as const satisfies Record<string, Omit<Licence, 'code'>>;
export type LicenceCode = keyof typeof knownLicences;

const isKnown = (said: string): said is LicenceCode => Object.hasOwn(knownLicences, said);

/** The licence that a city's settings name by code or by address; Creative Commons Attribution where they name none. */
export function licenceOf({ open_data_licence }: { readonly open_data_licence?: string }): Licence {
  const said = open_data_licence ?? 'CC-BY-4.0';
  if (isKnown(said)) return { code: said, ...knownLicences[said] };
  return { code: null, title: hostOf(said), url: said, asks: 'its_terms' };
}

const hostOf = (address: string): string => /^https:\/\/([^/:?#]+)/.exec(address)?.[1] ?? address;
