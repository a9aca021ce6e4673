import { foldClock, isOpen } from '../../core/deadlines/clock.ts';
import { longDate, longInstant } from '../../core/language/format.ts';
import type { TrackedPetition, TrackedReply } from '../../queries/citizen/tracked-petition.ts';
import { icon } from '../layout/icons.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** The formal replies in full, the newest first; one that was corrected says so. */
export function replyCards(visit: Visit, petition: TrackedPetition): Html[] {
  const corrected = new Set(petition.replies.map(({ corrects_id }) => corrects_id));
  return petition.replies.map((reply) => card(visit, { petition, reply, old: corrected.has(reply.id) }));
}

function titleOf({ corrects_id, outcome_name }: TrackedReply) {
  if (corrects_id !== null) return 'portal.reply.corrected';
  return outcome_name === null ? 'portal.reply.first' : 'portal.reply.title';
}

/** A first reply leaves the outcome for later: until when, while that is still to come. */
function stillToCome({ say, manner }: Visit, { ledger }: TrackedPetition): Html | null {
  const lines = ledger.get('resolve') ?? [];
  const clock = lines.length === 0 ? null : foldClock(lines);
  if (clock === null || !isOpen(clock) || clock.due_on === null) return null;
  const date = longDate(clock.due_on, manner);
  return html`<p class="notice">${say('portal.reply.first_until', { date })}</p>`;
}

/** Who signed the letter, and when; whoever opens the PDF can check the signature in it. */
function signature({ say, manner }: Visit, { signed }: TrackedReply): Html | null {
  if (signed === null) return null;
  const { by, at } = signed;
  return html`<p class="signed">
    ${icon('seguridad')}
    <span
      ><strong>${say('portal.reply.signed')}</strong><br />
      ${say('portal.reply.signed_by', { by, date: longInstant(at, manner) })}</span
    >
  </p>`;
}

function card(
  visit: Visit,
  { petition, reply, old }: { petition: TrackedPetition; reply: TrackedReply; old: boolean },
): Html {
  const { say, paths, manner } = visit;
  const id = `respuesta-${reply.id}`;
  const first = reply.outcome_name === null;
  const part = (title: string, text: string) =>
    text.trim() === ''
      ? null
      : html`<h3>${title}</h3>
          <p class="given">${text}</p>`;
  return html`<article class="card reply${first ? ' first' : ''}" aria-labelledby="${id}">
    <h2 id="${id}">${say(titleOf(reply))}</h2>
    ${old ? html`<p class="notice wait">${say('portal.reply.old')}</p>` : null}
    ${reply.outcome_name === null ? null : html`<p><strong>${reply.outcome_name}</strong></p>`}
    <p class="given">${reply.body}</p>
    ${part(say('portal.reply.reasons'), reply.reasons)} ${part(say('portal.reply.next'), reply.next_step)}
    ${first ? stillToCome(visit, petition) : null} ${part(say('portal.reply.appeal'), reply.means_of_appeal)}
    <p>
      ${reply.responsible_name}<br /><span class="soft">${reply.responsible_title}, ${reply.unit_name}</span
      ><br />
      <span class="soft small">${reply.document_number} · ${longInstant(reply.sent_at, manner)}</span>
    </p>
    ${signature(visit, reply)}
    <p>
      <a class="button second" href="${paths.reply(petition.folio, reply.id)}"
        >${say(reply.signed === null ? 'portal.reply.pdf' : 'portal.reply.signed_pdf')}</a
      >
    </p>
  </article>`;
}
