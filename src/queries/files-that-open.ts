import type { Actor } from '../core/access/actor.ts';
import { publicViewOf } from '../core/petitions/visibility.ts';
import type { Visibility } from '../core/petitions/stages.ts';
import type { Reader } from '../store/database.ts';
import { visiblePetitions } from './visible-petitions.ts';

/** What a door needs to hand a file out: with `X-Content-Type-Options: nosniff`, so that nothing is run in its place. */
export interface FileToOpen {
  readonly file_id: string;
  readonly storage_name: string;
  readonly display_name: string;
  readonly media_type: string;
  readonly bytes: number;
  /** Weak enough to cache by, strong enough to change with the bytes. */
  readonly etag: string;
  /** The header that makes it an attachment under its own name, whatever the alphabet. */
  readonly content_disposition: string;
}

interface StoredFile {
  readonly id: string;
  readonly storage_name: string;
  readonly display_name: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly sha256: Buffer;
}

/** The row of a file as a door hands it out. */
export function fileToOpen(row: StoredFile): FileToOpen {
  const { id, storage_name, display_name, media_type, bytes, sha256 } = row;
  const etag = `"${sha256.subarray(0, 12).toString('hex')}"`;
  const content_disposition = attachmentAs(display_name);
  return { file_id: id, storage_name, display_name, media_type, bytes, etag, content_disposition };
}

/** RFC 6266: a plain name for old readers, the real one percent-encoded (RFC 8187). */
function attachmentAs(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w .-]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** A file of a petition that the actor may open, or null: what may not be opened does not exist. */
export async function fileThatOpens(
  reader: Reader,
  actor: Actor,
  { petition_id, file_id }: { petition_id: string; file_id: string },
): Promise<FileToOpen | null> {
  const row = await reader
    .selectFrom('files as f')
    .innerJoin('petitions as p', 'p.id', 'f.petition_id')
    .select(['f.id', 'f.storage_name', 'f.display_name', 'f.media_type', 'f.bytes', 'f.audience'])
    .select(['p.visibility', 'p.moderation', 'f.sha256'])
    .where('p.id', '=', petition_id)
    .where('f.id', '=', file_id)
    .where('f.removed_at', 'is', null)
    .where(visiblePetitions(actor) as never)
    .executeTakeFirst();
  if (!row || !mayOpen(actor, { petition_id, ...row })) return null;
  return fileToOpen(row);
}

/** Photographs that the public may see: those that staff chose when they published the petition, and no other. */
export async function publicPhotos(reader: Reader, petition_id: string): Promise<PublicPhoto[]> {
  const rows = await reader
    .selectFrom('files as f')
    .innerJoin('petitions as p', 'p.id', 'f.petition_id')
    .select(['f.id', 'f.display_name', 'f.alt_text', 'f.width', 'f.height', 'f.media_type', 'f.audience'])
    .select(['p.visibility', 'p.moderation'])
    .where('p.id', '=', petition_id)
    .where('f.removed_at', 'is', null)
    .orderBy('f.at')
    .orderBy('f.id')
    .execute();
  return rows
    .filter((row) => isPublic(row))
    .map(({ id, display_name, alt_text, width, height }) => ({
      file_id: id,
      display_name,
      alt_text,
      width,
      height,
    }));
}

export interface PublicPhoto {
  readonly file_id: string;
  readonly display_name: string;
  readonly alt_text: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

interface Openable {
  readonly petition_id: string;
  readonly audience: string;
  readonly visibility: string;
  readonly moderation: string;
  readonly media_type: string;
}

function mayOpen(actor: Actor, file: Openable): boolean {
  if (actor.kind === 'staff' || actor.kind === 'system') return true;
  // A supporter knows of the petition, but another person sent its files.
  const own =
    actor.kind === 'citizen' && actor.petition_id === file.petition_id && actor.supporter_id === undefined;
  return own ? file.audience !== 'staff' : isPublic(file);
}

function isPublic(file: Omit<Openable, 'petition_id'>): boolean {
  return (
    publicViewOf(file.visibility as Visibility, file.moderation).photos &&
    file.audience === 'public' &&
    file.media_type.startsWith('image/')
  );
}
