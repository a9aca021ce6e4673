import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { FormalReply, PetitionPage } from '../../api.generated.ts';
import { petitionQuery } from '../../api/reads.ts';
import { useMe } from '../../api/session.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import {
  draftOf,
  standingOf,
  startOfReply,
  textOf,
  type KeptReply,
  type ReplyText,
  type Standing,
} from './reply-draft.ts';

/** What became of the last attempt to keep it: nothing tried yet, under way, kept at, no connection, or the refusal. */
export type Keeping =
  | { readonly state: 'idle' | 'saving' | 'away' }
  | { readonly state: 'saved'; readonly at: string }
  | { readonly state: 'refused'; readonly why: string };

export interface ReplyDraft {
  readonly text: ReplyText;
  /** The draft on the server that this is; null: none yet. */
  readonly reply_id: string | null;
  readonly standing: Standing;
  readonly keeping: Keeping;
  /** A text that the server did not have came back with this window. */
  readonly cameBack: boolean;
  /** The newer draft on the server, where there is one. */
  readonly newer: FormalReply | null;
  readonly change: (part: Partial<ReplyText>) => void;
  /** Saves what the server does not have yet. Null: not saved. */
  readonly save: () => Promise<KeptReply | null>;
  /** The version of the petition that was on the screen; beginning a draft is a change of one's own. */
  readonly version: () => number;
  /** Shows the newer draft instead of what is here. */
  readonly takeTheirs: () => void;
  /** Goes on with what is here; the next save replaces the newer draft, which was seen. */
  readonly keepMine: () => void;
  readonly clear: () => void;
}

/** Long enough for a sentence to end, short enough that a closed lid loses none. */
const typingPause_ms = 1500;
const retry_ms = 10_000;
const lookAgain_ms = 20_000;

/**
 * The reply as it is written: in this window at every key, on the server at every pause, never over what somebody else
 * saved since. Saving a draft again is no event of the petition, so that nobody is told: it is looked for.
 */
export function useReplyDraft(page: PetitionPage, corrects_id: string | null): ReplyDraft {
  const { petition } = page;
  const client = useQueryClient();
  const me = useMe();
  useQuery({ ...petitionQuery(petition.id), refetchInterval: lookAgain_ms });
  const key = `reply.${petition.id}.${corrects_id ?? 'new'}`;
  const draft = useDraft<KeptReply>(key, startOfReply(page, corrects_id));
  const [cameBack] = useState(draft.isKept && draft.value.is_dirty);
  const [keeping, setKeeping] = useState<Keeping>({ state: 'idle' });
  const began = useRef(0);
  const version = () => Math.max(petition.version, began.current);
  const write = useWrite('act', {
    refresh: [['petition', petition.id]],
    failed: (error) => {
      if (error.code === 'version_conflict') {
        setKeeping({ state: 'idle' });
        void client.invalidateQueries({ queryKey: ['petition', petition.id] });
      } else if (error.status === 0) setKeeping({ state: 'away' });
      else setKeeping({ state: 'refused', why: error.message });
      return true;
    },
  });
  const found = standingOf(draft.value, page, corrects_id);
  // The answer to a save of one's own may come after the page that has it.
  const standing = write.isPending && (found === 'apart' || found === 'behind') ? 'ahead' : found;
  const isAway = keeping.state === 'away';

  async function save(): Promise<KeptReply | null> {
    const sent = draft.latest.current;
    if (!sent.is_dirty && sent.reply_id !== null) return sent;
    const { reply_id, reply_version } = sent;
    const on = reply_id === null ? { version: version() } : { reply_id, reply_version };
    const body = { ...textOf(sent), ...on, ...(corrects_id === null ? {} : { corrects_id }) };
    setKeeping({ state: 'saving' });
    try {
      const params = { id: petition.id, action: 'draft_reply' as const };
      // What is sent as the screen goes is still of who wrote it.
      const done = await write.mutateAsync({ params, body, as: me.user.id });
      if (reply_id === null) began.current = done.version;
      const now = draft.latest.current;
      const is_dirty = JSON.stringify(textOf(now)) !== JSON.stringify(textOf(sent));
      draft.change({ reply_id: done.reply_id!, reply_version: done.reply_version!, is_dirty });
      setKeeping({ state: 'saved', at: new Date().toISOString() });
      return draft.latest.current;
    } catch {
      return null;
    }
  }
  const takeTheirs = () => draft.clear(startOfReply(page, corrects_id));

  const autosave = useEffectEvent(() => void save());
  const adopt = useEffectEvent(takeTheirs);
  const waits = standing === 'ahead' && !write.isPending && keeping.state !== 'refused';
  const typed = JSON.stringify(draft.value);
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setTimeout(autosave, isAway ? retry_ms : typingPause_ms);
    // Who goes elsewhere is not made to wait.
    const leave = () => document.visibilityState === 'hidden' && autosave();
    document.addEventListener('visibilitychange', leave);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', leave);
    };
  }, [waits, typed, isAway, petition.version]);
  useEffect(() => {
    if (standing === 'behind') adopt();
  }, [standing]);

  const flush = useEffectEvent(() => {
    if (draft.latest.current.is_dirty && found === 'ahead') void save();
  });
  useEffect(() => () => flush(), []);

  return {
    text: textOf(draft.value),
    reply_id: draft.value.reply_id,
    ...{ standing, keeping, cameBack, save, version, takeTheirs },
    newer: standing === 'apart' ? (draftOf(page, corrects_id) ?? null) : null,
    change: (part) => {
      if (keeping.state === 'refused') setKeeping({ state: 'idle' });
      draft.change({ ...part, is_dirty: true });
    },
    keepMine: () => {
      const theirs = draftOf(page, corrects_id);
      if (theirs) draft.change({ reply_id: theirs.id, reply_version: theirs.version, is_dirty: true });
    },
    clear: () => draft.clear(startOfReply(page, corrects_id)),
  };
}
