import type { CityConfiguration, Outcome } from '../../core/cities/configuration.ts';
import { longDate } from '../../core/language/format.ts';
import type { Notice } from '../notices/enqueue-notices.ts';
import type { ReplyRow } from './find-reply.ts';

type SentText = Pick<
  ReplyRow,
  | 'id'
  | 'body'
  | 'reasons'
  | 'next_step'
  | 'means_of_appeal'
  | 'responsible_name'
  | 'responsible_title'
  | 'corrects_id'
>;
interface InCity {
  readonly city: CityConfiguration;
}

/** What the person gets with the final reply or its correction; the preview is made of the same. */
export function replyNotice(
  { city }: InCity,
  sent: { reply: SentText; outcome: Outcome; document_number: string; closes_on: string | null },
): Notice {
  const { reply, outcome, closes_on } = sent;
  const values = { ...letterValues(sent), outcome: outcome.name, closes: day(city, closes_on) };
  const supporters_template = 'reply_sent_supporter';
  const template = reply.corrects_id === null ? 'reply_sent' : 'reply_corrected';
  return { template, supporters_template, values, reply_id: reply.id };
}

/** What the person gets with a first reply: what follows, and until when the matter itself must be resolved. */
export function firstReplyNotice(
  { city }: InCity,
  sent: { reply: SentText; document_number: string; resolve_due_on: string | null },
): Notice {
  const values = { ...letterValues(sent), resolve_due: day(city, sent.resolve_due_on) };
  const supporters_template = 'first_reply_sent_supporter';
  return { template: 'first_reply_sent', supporters_template, values, reply_id: sent.reply.id };
}

function letterValues({ reply, document_number }: { reply: SentText; document_number: string }) {
  return {
    ...{ document_number, next_step: reply.next_step, means_of_appeal: reply.means_of_appeal },
    reply: reply.reasons === '' ? reply.body : `${reply.body}\n\n${reply.reasons}`,
    responsible: `${reply.responsible_name}, ${reply.responsible_title}`,
  };
}

const day = ({ city }: CityConfiguration, on: string | null): string =>
  on === null ? '—' : longDate(on, { locale: city.locale });
