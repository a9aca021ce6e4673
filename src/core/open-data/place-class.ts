import type { Visibility } from '../petitions/stages.ts';

/**
 * What a place tells of a person: a lamp or a pothole stands in the public way; noise or rubbish next door is near
 * somebody's home; a denunciation or a request for help is sensitive wherever it is.
 */
export const placeClasses = ['public_way', 'near_home', 'sensitive'] as const;
export type PlaceClass = (typeof placeClasses)[number];

export interface Placed {
  readonly visibility: Visibility;
  readonly service: { readonly place_class: PlaceClass | null } | undefined;
}

/**
 * The class of a petition's place. What is not for the public is sensitive, whatever the service says; of what may be
 * listed, only a service that says so itself lies in the public way, because a wrong guess would show a home.
 */
export function placeClassOf({ visibility, service }: Placed): PlaceClass {
  if (visibility === 'private' || visibility === 'reserved') return 'sensitive';
  const said = service?.place_class ?? null;
  if (said !== null) return said;
  return visibility === 'public' ? 'public_way' : 'near_home';
}
