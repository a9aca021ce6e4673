import { createHash } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { longDate } from '../../core/language/format.ts';
import { clockOf, readLedger } from '../../store/clocks.ts';
import type { Reader } from '../../store/database.ts';
import type { KeyRing } from '../../store/encryption.ts';
import { openContacts } from '../../store/people.ts';
import type { Replies } from '../../store/schema.generated.ts';
import { accessKeyFor } from '../../store/secrets.ts';
import {
  letterheadOf,
  petitionOnPaper,
  qrOf,
  type DocumentSources,
  type PetitionOnPaper,
} from './document-sources.ts';

export interface ReplyWanted {
  readonly petition_id: string;
  readonly reply_id: string;
  /** Also what is not sent yet, marked as a draft on every page: the preview for staff. */
  readonly drafts_too: boolean;
  /** Only while the letter is made that will be signed: who signs and with which certificate. */
  readonly signed?: { readonly by: string; readonly serial: string } | null;
}

/**
 * The data of a formal reply letter: folio, document number, to whom, what is answered and why, what comes next, how to
 * disagree, and who answers for it (agreement of Mexico City of 12-02-2019; T-332/2015 in Colombia).
 * @returns null when there is no such reply for whoever reads
 */
export async function replyData(reader: Reader, sources: DocumentSources, wanted: ReplyWanted) {
  const paper = await petitionOnPaper(reader, sources, wanted.petition_id);
  const reply = await reader
    .selectFrom('replies')
    .selectAll()
    .where('id', '=', wanted.reply_id)
    .where('petition_id', '=', wanted.petition_id)
    .where('state', '<>', 'discarded')
    .executeTakeFirst();
  if (paper === null || !reply) return null;
  const is_draft = reply.state !== 'sent';
  if (is_draft && !wanted.drafts_too) return null;
  const { say } = paper;
  const title = say(titleOf(reply));
  return {
    ...letterheadOf(paper, { title, is_draft }),
    is_draft,
    document_number:
      reply.document_number === null
        ? say('document.reply.no_number')
        : say('document.reply.document_number', { number: reply.document_number }),
    place_and_date: placeAndDate(paper, reply.sent_at ?? sources.now()),
    facts: await factsOf(reader, paper, reply),
    to: await addressee(reader, sources.keys, paper),
    body: reply.body,
    parts: partsOf(paper, reply),
    closing: say('document.reply.closing'),
    signature: {
      name: reply.responsible_name,
      title: reply.responsible_title,
      unit: paper.city.units.get(reply.unit_id)!.name,
    },
    signed: wanted.signed ? say('document.reply.signed', wanted.signed) : '',
    code: is_draft
      ? null
      : {
          label: say('document.reply.code'),
          value: replyCode(sources.keys, reply),
          note: say('document.reply.code_note'),
        },
    qr: await qrOf(paper),
    address: paper.address,
  };
}

type Reply = Selectable<Replies>;

function titleOf(reply: Reply) {
  if (reply.corrects_id !== null) return 'document.reply.correction_title';
  return reply.outcome_code === null ? 'document.reply.first_title' : 'document.reply.title';
}

/** Changes with every word of the reply: a paper with altered text does not bear the code that the page shows. */
export function replyCode(
  keys: KeyRing,
  reply: Pick<Reply, 'id' | 'document_number' | 'body' | 'reasons'>,
): string {
  const { id, document_number, body, reasons } = reply;
  const told = createHash('sha256')
    .update(JSON.stringify([document_number, body, reasons]))
    .digest('hex');
  return accessKeyFor(keys, `reply/${id}/${told}`, 1);
}

function placeAndDate({ city, locale, time_zone, say }: PetitionOnPaper, at: string): string {
  const date = longDate(localDateOf(at, time_zone), { locale });
  return say('document.reply.place_and_date', { city: city.city.name, date });
}

async function factsOf(reader: Reader, paper: PetitionOnPaper, reply: Reply): Promise<[string, string][]> {
  const { row, city, say, locale } = paper;
  const facts: [string, string][] = [
    [say('document.reply.folio'), row.folio],
    [say('document.reply.about'), city.services.get(row.service_id)?.name ?? ''],
    [say('document.reply.filed'), longDate(row.filed_on, { locale })],
    await whatComes(reader, paper, reply),
  ];
  if (reply.corrects_id === null) return facts;
  const corrected = await reader
    .selectFrom('replies')
    .select('document_number')
    .where('id', '=', reply.corrects_id)
    .executeTakeFirst();
  return [...facts, [say('document.reply.corrects'), corrected?.document_number ?? '']];
}

/** The outcome; for a first reply the day until which the matter itself must be resolved, as its event keeps it. */
async function whatComes(reader: Reader, paper: PetitionOnPaper, reply: Reply): Promise<[string, string]> {
  const { row, city, say, locale } = paper;
  if (reply.outcome_code !== null) {
    return [say('document.reply.outcome'), city.outcomes.get(reply.outcome_code)?.name ?? ''];
  }
  const told = await reader
    .selectFrom('petition_events')
    .select('payload')
    .where('petition_id', '=', row.id)
    .where('type', '=', 'first_reply_sent')
    .where(sql`payload ->> 'reply_id'`, '=', reply.id)
    .executeTakeFirst();
  const sent = told?.payload as { resolve_due_on: string | null } | undefined;
  const due_on =
    sent === undefined
      ? (clockOf(await readLedger(reader, row.id), 'resolve')?.due_on ?? null)
      : sent.resolve_due_on;
  return [say('document.reply.resolve_due'), due_on === null ? '' : longDate(due_on, { locale })];
}

/** A reserved or absent name stays off the paper: it passes through hands that may not know it. */
async function addressee(reader: Reader, keys: KeyRing, paper: PetitionOnPaper): Promise<string> {
  const nobody = paper.say('document.nobody');
  if (paper.row.identity !== 'named') return nobody;
  const contacts = await openContacts(reader, keys, paper.row.id);
  return contacts.find(({ part }) => part === 'petitioner')?.name ?? nobody;
}

function partsOf({ say }: PetitionOnPaper, reply: Reply) {
  const parts = [
    { heading: say('document.reply.reasons'), text: reply.reasons },
    { heading: say('document.reply.next_step'), text: reply.next_step },
    { heading: say('document.reply.means_of_appeal'), text: reply.means_of_appeal },
  ];
  return parts.filter(({ text }) => text.trim() !== '');
}
