import type { Action_moderate, ModerationItem } from '../../api.generated.ts';

/** What a moderator has decided of one petition and not sent yet. */
export interface ModerationDraft {
  /** Null: as it is. */
  readonly text: string | null;
  /** By file, where somebody ticked or unticked it. */
  readonly shown: Readonly<Record<string, boolean>>;
}

export const untouched: ModerationDraft = { text: null, shown: {} };
export const draftKey = ({ petition }: ModerationItem): string => `moderate.${petition.id}`;

export const textOf = (item: ModerationItem, { text }: ModerationDraft): string =>
  text ?? item.public_description ?? item.description;

/** A covered copy is chosen from the start: somebody made it to be seen. */
export const isShown = (
  { id, audience }: ModerationItem['files'][number],
  { shown }: ModerationDraft,
): boolean => shown[id] ?? audience === 'public';

export type Decision = Exclude<Action_moderate['decision'], 'pending'>;

/** What is sent: the text only where it is not the person's own, and the photos that are there. */
export function bodyOf(item: ModerationItem, draft: ModerationDraft, decision: Decision) {
  const text = textOf(item, draft).trim();
  return {
    decision,
    version: item.petition.version,
    public_description: text === '' || text === item.description.trim() ? null : text,
    public_file_ids: item.files.filter((file) => isShown(file, draft)).map(({ id }) => id),
  };
}
