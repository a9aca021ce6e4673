import { z } from 'zod';
import { ArchiveProblem } from '../../store/archive/archive-problem.ts';

/** Grows when an older program could no longer read an archive. */
export const archive_format = 1;

const header = z.object({
  format: z.number().int(),
  program_version: z.string(),
  created_at: z.iso.datetime(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  installation_id: z.uuid(),
  /** Says which master key opens what is encrypted in it. */
  key_fingerprint: z.string(),
  holds_master_key: z.boolean(),
});
/** The first member, `backup.json`: what was to be written. */
export type ArchiveHeader = z.output<typeof header>;

const manifest = z.object({
  rows: z.record(z.string(), z.number().int()),
  jobs: z.number().int(),
  sequences: z.record(z.string(), z.string().regex(/^\d+$/)),
  files: z.number().int(),
  file_bytes: z.number().int(),
  /** Names of files that were deleted with their rows while the backup was made. */
  files_gone: z.array(z.string()),
  /** Names of files that the database names and that could not be read, or are not what they were. */
  files_missing: z.array(z.string()),
  members: z.number().int(),
  checksum_lists: z.number().int(),
});
/** The last member, `manifest.json`: what was written. */
export type ArchiveManifest = z.output<typeof manifest>;

/** @throws ArchiveProblem `archive_newer`, `archive_damaged` */
export function readHeader(body: Buffer): ArchiveHeader {
  const found = parse(body, z.object({ format: z.number() }), 'backup.json');
  if (found.format > archive_format) throw new ArchiveProblem('archive_newer', { what: `${found.format}` });
  return parse(body, header, 'backup.json');
}

/** @throws ArchiveProblem `archive_damaged` */
export const readManifest = (body: Buffer): ArchiveManifest => parse(body, manifest, 'manifest.json');

function parse<S extends z.ZodType>(body: Buffer, schema: S, member: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(body.toString('utf8')));
  } catch {
    throw new ArchiveProblem('archive_damaged', { member });
  }
}

/** Names of the members. */
export const part = {
  table: (name: string, piece: number) => `tables/${name}/${String(piece).padStart(6, '0')}.copy.gz`,
  jobs: (piece: number) => `jobs/${String(piece).padStart(6, '0')}.copy.gz`,
  file: (storage_name: string) => `files/${storage_name}`,
  master_key: 'keys/master.key',
  demo_password: 'demo-password',
} as const;

/** What a member is, by its name. */
export function kindOfPart(name: string): { kind: string; of: string } {
  const [kind = '', ...rest] = name.split('/');
  return { kind, of: kind === 'tables' ? (rest[0] ?? '') : rest.join('/') };
}

/** Tells how far the work is. */
export type OnProgress = (done: {
  readonly stage: 'table' | 'files' | 'checking' | 'restoring' | 'indexing';
  /** The table at hand, or nothing. */
  readonly what: string;
  readonly done: number;
  readonly of: number;
}) => void;
