import type { FastifyReply, FastifyRequest } from 'fastify';
import { fileDraft } from '../../actions/drafts/file-draft.ts';
import { Refused } from '../../actions/refused.ts';
import { refusalSentence } from '../../core/language/refusal-sentence.ts';
import { rightTo } from '../../queries/citizen/petition-right.ts';
import type { StepName } from '../../queries/citizen/draft-steps.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import { keepRights } from '../layout/cookies.ts';
import { html, type Html } from '../layout/raw.ts';
import { icon } from '../layout/icons.ts';
import { filingPage } from './filing-page.ts';
import { reviewView } from './step-review.ts';
import type { StepContext } from './step.ts';

/** Files the draft; the browser gets the right to follow the petition and is led to the receipt. */
export async function send(
  context: StepContext,
  { request, form }: { request: FastifyRequest; form: Form },
  reply: FastifyReply,
) {
  const { visit, draft } = context;
  const privacy_version = Number(fieldOf(form, 'aviso')) || 1;
  try {
    const filed = await fileDraft(visit.app, { draft, city: visit.city, privacy_version });
    keepRights(request, reply, [rightTo(visit.app, { petition_id: filed.petition_id, issue: 1 })]);
    return await reply.redirect(visit.paths.receipt(), 303);
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'unavailable') throw error;
    const view = await reviewView(context);
    const body = html`${refusal(context, error)} ${view.body}`;
    const failed = { ...view, body, failed: true };
    return reply
      .status(422)
      .html(filingPage(visit, { step: 'revisar', draft: draft.data, view: failed, form: null }));
  }
}

/** Which page asks for the field that was refused. */
function stepOfField(field: string): StepName {
  if (field.startsWith('answers.')) return 'detalles';
  if (field.startsWith('contact.') || field === 'notify_by') return 'contacto';
  if (field.startsWith('place')) return 'donde';
  if (field === 'named_unit_id') return 'oficina';
  return field.startsWith('on_behalf_of') || field === 'identity' ? 'quien' : 'que';
}

function refusal({ visit }: StepContext, error: Refused): Html {
  const { say, paths } = visit;
  const text = refusalSentence(visit, error.code, error.details);
  const links = [...new Set(Object.keys(error.fields).map(stepOfField))];
  return html`<div class="error-summary" role="alert" tabindex="-1">
    <h2>${icon('warning')} ${say('portal.errors.summary')}</h2>
    <p>${text}</p>
    <ul>
      ${links.map((step) => html`<li><a href="${paths.step(step)}">${say('portal.filing.review.change_step')}: ${say(`portal.filing.step.${step as 'que'}`)}</a></li>`)}
    </ul>
  </div>`;
}
