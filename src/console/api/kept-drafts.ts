const prefix = 'atiende.draft.';
const ownerKey = 'atiende.drafts-of';

/** What was typed under that key in this window and is not done yet; null: nothing. */
export function keptDraft<T>(key: string): Partial<T> | null {
  try {
    return JSON.parse(sessionStorage.getItem(prefix + key) ?? 'null') as Partial<T> | null;
  } catch {
    return null;
  }
}

/** Keeps it until it is forgotten, it is left on purpose, or somebody else enters. */
export function keepDraft(key: string, value: object): void {
  sessionStorage.setItem(prefix + key, JSON.stringify(value));
}

export function forgetDraft(key: string): void {
  sessionStorage.removeItem(prefix + key);
}

const keptKeys = (): readonly string[] =>
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));

/** Whether leaving would lose something: a draft that says the server has it too is not lost. */
export const hasUnsentDrafts = (): boolean =>
  keptKeys().some((key) => keptDraft<{ is_dirty: boolean }>(key)?.is_dirty !== false);

/** Whether somebody else began something in this window that nobody has yet but them. */
export function hasDraftsOfAnother(user_id: string): boolean {
  const owner = sessionStorage.getItem(ownerKey);
  return owner !== null && owner !== user_id && hasUnsentDrafts();
}

/** Who leaves the console on purpose leaves nothing of anybody behind: names, numbers and what was told. */
export function forgetDrafts(): void {
  for (const key of keptKeys()) forgetDraft(key);
  sessionStorage.removeItem(ownerKey);
}

/**
 * What is kept in this window is that person's from now on. Who comes back after a cut connection or an expired session
 * finds it; what somebody else left open is gone before a screen reads it. Where they entered in another window of the
 * browser, that is asked first (`hasDraftsOfAnother`).
 */
export function draftsAreOf(user_id: string): void {
  if (sessionStorage.getItem(ownerKey) !== user_id) forgetDrafts();
  sessionStorage.setItem(ownerKey, user_id);
}
