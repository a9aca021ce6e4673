import { longInstant } from '../../core/language/format.ts';
import type { TrackedPetition, TrackedReply } from '../../queries/citizen/tracked-petition.ts';
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

function card(
  { say, paths, manner }: Visit,
  { petition, reply, old }: { petition: TrackedPetition; reply: TrackedReply; old: boolean },
): Html {
  const id = `respuesta-${reply.id}`;
  const part = (title: string, text: string) =>
    text.trim() === ''
      ? null
      : html`<h3>${title}</h3>
          <p class="given">${text}</p>`;
  return html`<article class="card reply" aria-labelledby="${id}">
    <h2 id="${id}">${say(titleOf(reply))}</h2>
    ${old ? html`<p class="notice wait">${say('portal.reply.old')}</p>` : null}
    ${reply.outcome_name === null ? null : html`<p><strong>${reply.outcome_name}</strong></p>`}
    <p class="given">${reply.body}</p>
    ${part(say('portal.reply.reasons'), reply.reasons)} ${part(say('portal.reply.next'), reply.next_step)}
    ${part(say('portal.reply.appeal'), reply.means_of_appeal)}
    <p>
      ${reply.responsible_name}<br /><span class="soft">${reply.responsible_title}, ${reply.unit_name}</span
      ><br />
      <span class="soft small">${reply.document_number} · ${longInstant(reply.sent_at, manner)}</span>
    </p>
    <p>
      <a class="button second" href="${paths.reply(petition.folio, reply.id)}">${say('portal.reply.pdf')}</a>
    </p>
  </article>`;
}
