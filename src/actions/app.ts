import type { DatabaseActor, Database } from '../store/database.ts';
import type { Actor } from '../core/access/actor.ts';
import type { ChangeFeed } from '../store/change-feed.ts';
import type { KeyRing } from '../store/encryption.ts';
import type { FileStore } from '../store/file-store.ts';

export type { Heard } from '../store/change-feed.ts';

/** What every action and query works with. Built once in main.ts; nothing in it is per request. */
export interface App {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly files: FileStore;
  /** The instant now, ISO 8601 UTC. Injected, so that a test can be on any day. */
  readonly now: () => string;
  /** Where the public reaches this installation, without a trailing slash; used in notices, QR codes and feeds. */
  readonly public_url: string;
  /** Where exchanges leave recordings of calls. Absent: none are taken in. */
  readonly recordings_folder?: string;
  /** Where exchanges write what they have on record of calls; none: it is not read. */
  readonly exchange_logs_folder?: string;
  /** Tells of changes as they happen. Absent (a command, a test): whoever needs them looks for them. */
  readonly changes?: ChangeFeed;
  /** Whether a mail server is configured; without one every message is kept and shown. */
  readonly sends_mail: boolean;
  /** Publishes the open data of all cities in a process of its own. Absent (a command, a test): this one does it. */
  readonly publish_apart?: (stopping: AbortSignal | undefined) => Promise<void>;
  /**
   * Aborted when the process is to end: long work stops between two transactions and is taken up again later. Absent
   * where nobody waits for the end.
   */
  readonly stopping?: AbortSignal;
}

/** Who the database believes is asking: its row-level security reads this. */
export function databaseActor(actor: Actor): DatabaseActor {
  switch (actor.kind) {
    case 'staff':
      return { kind: 'staff', authority_ids: actor.authority_ids };
    case 'citizen':
      return actor.petition_id === null
        ? { kind: 'public' }
        : { kind: 'citizen', petition_id: actor.petition_id };
    case 'public':
      return { kind: 'public' };
    case 'api':
    case 'system':
      return { kind: 'system' };
  }
}
