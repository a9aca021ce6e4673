import type { Identity, Visibility } from './stages.ts';

/** The class a petition is born with: the service's own, else its kind's; a reserved identity rules over both. */
export function visibilityAtFiling(given: {
  identity: Identity;
  service_visibility: Visibility | null;
  kind_visibility: Visibility;
}): Visibility {
  if (given.identity === 'reserved') return 'reserved';
  return given.service_visibility ?? given.kind_visibility;
}

/** From the widest to the narrowest. */
const byWidth: readonly Visibility[] = ['public', 'masked', 'private', 'reserved'];

/** Whether the first class shows more to the public than the second. */
export function isWider(one: Visibility, other: Visibility): boolean {
  return byWidth.indexOf(one) < byWidth.indexOf(other);
}

/** The one that shows less. */
export function narrowerOf(one: Visibility, other: Visibility): Visibility {
  return isWider(one, other) ? other : one;
}

/** What the public may see of a petition of that class. */
export interface PublicView {
  readonly listed: boolean;
  readonly exact_place: boolean;
  readonly text: boolean;
  readonly photos: boolean;
}

/** Text and photos become public only after moderation; masked petitions never show theirs. */
export function publicViewOf(visibility: Visibility, moderation: string): PublicView {
  if (visibility === 'private' || visibility === 'reserved' || moderation === 'quarantined') {
    return { listed: false, exact_place: false, text: false, photos: false };
  }
  const shown = visibility === 'public' && moderation === 'published';
  return { listed: true, exact_place: visibility === 'public', text: shown, photos: shown };
}
