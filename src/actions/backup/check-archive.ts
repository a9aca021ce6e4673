import { ArchiveProblem } from '../../store/archive/archive-problem.ts';
import { readArchive, type ArchiveMember } from '../../store/archive/read-archive.ts';
import { migrationNames } from '../../store/migrate.ts';
import {
  kindOfPart,
  readHeader,
  readManifest,
  type ArchiveHeader,
  type ArchiveManifest,
  type OnProgress,
} from './archive-parts.ts';

export interface CheckedArchive {
  readonly header: ArchiveHeader;
  readonly manifest: ArchiveManifest;
  /** Small things that are not of the database. */
  readonly extras: ReadonlyMap<string, Buffer>;
  readonly bytes: number;
}

/**
 * Reads an archive from its first byte to its last and compares every member with its checksum; changes nothing.
 * @throws ArchiveProblem when it is cut, damaged, no archive, or of a newer version of the program
 */
export async function checkArchive(archive: string, on_progress: OnProgress): Promise<CheckedArchive> {
  let header: ArchiveHeader | null = null;
  let manifest: ArchiveManifest | null = null;
  let count = 0;
  let bytes = 0;
  const extras = new Map<string, Buffer>();
  for await (const member of readArchive(archive)) {
    bytes = member.ends_at;
    on_progress({ stage: 'checking', what: '', done: bytes, of: 0 });
    if (member.name === 'backup.json') {
      header = readHeader(member.body);
      await refuseNewer(header);
    }
    if (member.name === 'manifest.json') manifest = readManifest(member.body);
    else count += 1;
    if (isExtra(member)) extras.set(member.name, member.body);
  }
  if (header === null || manifest === null) throw new ArchiveProblem('archive_cut');
  if (manifest.members !== count) throw new ArchiveProblem('archive_damaged', { member: 'manifest.json' });
  return { header, manifest, extras, bytes };
}

const isExtra = ({ name }: ArchiveMember): boolean =>
  ['keys', 'demo-password'].includes(kindOfPart(name).kind);

async function refuseNewer({ migrations, program_version }: ArchiveHeader): Promise<void> {
  const known = await migrationNames();
  if (migrations.some((name) => !known.includes(name)))
    throw new ArchiveProblem('archive_newer', { what: program_version });
}
