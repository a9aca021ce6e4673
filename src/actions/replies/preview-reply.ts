import type { StaffActor } from '../../core/access/actor.ts';
import { permits } from '../../core/access/actor.ts';
import { addBusinessDays } from '../../core/deadlines/calendar.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { checkReply } from '../../core/petitions/reply.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { readingOf } from '../../queries/staff/own-period.ts';
import { placeOfRow, seenPetition } from '../../queries/staff/petition-page.ts';
import { readingAs } from '../../queries/staff/ports.ts';
import { clockOf, readLedger } from '../../store/clocks.ts';
import { openContacts } from '../../store/people.ts';
import type { App } from '../app.ts';
import { renderNotice } from '../notices/enqueue-notices.ts';
import { firstReplyNotice, replyNotice } from '../petitions/reply-notice.ts';
import { Refused } from '../refused.ts';

export interface ReplyText {
  readonly body: string;
  /** Null: a first reply, which leaves the outcome for the final one. */
  readonly outcome_code: string | null;
  readonly reasons?: string | undefined;
  readonly next_step?: string | undefined;
  readonly means_of_appeal?: string | undefined;
  readonly responsible_name?: string | undefined;
  readonly responsible_title?: string | undefined;
}

/**
 * The reply exactly as the citizen will get it, made by what sends it, and which parts the law still misses. Nothing
 * is saved. @throws Refused `not_found`, `with_another_authority`, `forbidden`, `outcome_unknown`
 */
export function previewReply(
  app: App,
  { actor, city }: { actor: StaffActor; city: CityConfiguration },
  { petition_id, text }: { petition_id: string; text: ReplyText },
): Promise<{ subject: string; text: string; missing: string[] }> {
  const outcome = text.outcome_code === null ? null : city.outcomes.get(text.outcome_code);
  if (outcome === undefined) throw new Refused('outcome_unknown', {}, { outcome_code: 'outcome_unknown' });
  return readingAs(app, actor, async (reader) => {
    const row = await seenPetition(reader, { actor, city }, petition_id);
    if (row === null) throw new Refused('not_found');
    if ((await readingOf(reader, actor, row)).reads.left !== null) {
      const authority = city.authorities.get(row.current_authority_id)?.name ?? '';
      throw new Refused('with_another_authority', { authority });
    }
    if (!permits(actor, 'petition.reply', placeOfRow(row))) throw new Refused('forbidden');
    const unit = city.units.get(row.unit_id)!;
    const calendar = city.calendars.get(row.current_authority_id)!;
    const today = localDateOf(app.now(), calendar.time_zone);
    const { reasons = '', next_step = '', means_of_appeal = '' } = text;
    const reply = {
      ...{ id: row.id, body: text.body, reasons, next_step, means_of_appeal, corrects_id: null },
      responsible_name: text.responsible_name ?? unit.responsible_name,
      responsible_title: text.responsible_title ?? unit.responsible_title,
    };
    const contacts = await openContacts(reader, app.keys, row.id);
    const to = contacts.find(({ part }) => part === 'petitioner');
    const petition = { row, ledger: await readLedger(reader, row.id) };
    const document_number = '—';
    const closes_on = addBusinessDays(calendar, today, city.city.settings.closing.business_days_after_reply);
    const resolve_due_on = clockOf(petition.ledger, 'resolve')?.due_on ?? null;
    const notice =
      outcome === null
        ? firstReplyNotice({ city }, { reply, document_number, resolve_due_on })
        : replyNotice({ city }, { reply, outcome, document_number, closes_on });
    // Whoever writes the reply need not know the name of a reserved identity.
    const name = row.identity === 'reserved' ? null : (to?.name ?? null);
    const { subject, body } = renderNotice(app.public_url, {
      ...{ petition, city, notice },
      recipient: { name, template: notice.template },
    });
    const complete = checkReply({
      ...{ ...reply, folio: row.folio, date: today, unit_name: unit.name },
      ...{ outcome_code: outcome?.code ?? null, outcome_class: outcome?.class ?? null },
    });
    const missing = complete.accepted ? [] : String(complete.details?.['missing'] ?? '').split(',');
    return { subject, text: body, missing };
  });
}
