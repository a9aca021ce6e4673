import { foldClock } from '../../core/deadlines/clock.ts';
import { longDate } from '../../core/language/format.ts';
import type { TrackedPetition } from '../../queries/citizen/tracked-petition.ts';
import { textField, type FormState } from '../layout/fields.ts';
import { onceField } from '../layout/once.ts';
import { html, type Html } from '../layout/raw.ts';
import { uploadField } from '../layout/uploads.ts';
import type { Visit } from '../layout/visit.ts';

/** What the person may do at any time: add a file, or take the petition back. */
export function laterForms(visit: Visit, petition: TrackedPetition, form: FormState): Html {
  const { may, folio } = petition;
  const withdraw = visit.paths.petitionAct(folio, 'retirar');
  return html`${may.add_file ? fileForm(visit, petition, form) : null}
  ${may.withdraw ? html`<p><a class="button text" href="${withdraw}">${visit.say('portal.act.withdraw')}</a></p>` : null}`;
}

/** The question that was asked and the way to answer it, while it is the person's turn. */
export function answerForm(visit: Visit, petition: TrackedPetition, form: FormState): Html | null {
  if (!petition.may.answer_question) return null;
  const { say, paths, manner } = visit;
  const asked = petition.messages.filter(({ kind }) => kind === 'question').at(-1);
  const ledger = petition.ledger.get('completion');
  const until = ledger === undefined ? null : foldClock(ledger).due_on;
  return html`<section class="notice wait" aria-labelledby="pregunta">
    <h2 id="pregunta">${say('portal.act.question')}</h2>
    <p class="given"><strong>${asked?.body}</strong></p>
    ${until === null ? null : html`<p>${say('portal.act.answer_until', { date: longDate(until, manner) })}</p>`}
    <form
      method="post"
      action="${paths.petitionAct(petition.folio, 'responder')}"
      enctype="multipart/form-data"
      novalidate
    >
      ${visit.csrf()} ${onceField()}
      ${textField(visit, { name: 'respuesta', label: say('portal.act.your_answer'), rows: 5, longest: 4000 }, form)}
      ${uploadField(visit, { name: 'anexos', label: say('portal.filing.photos.add') }, form)}
      <button class="button" type="submit">${say('portal.act.send_answer')}</button>
    </form>
  </section>`;
}

/** Agreed or not: confirming, or contesting while there is time. */
export function afterReply(visit: Visit, petition: TrackedPetition): Html | null {
  if (!petition.may.confirm && !petition.may.contest) return null;
  const { say, paths, manner } = visit;
  const { may, contest_until } = petition;
  return html`<section class="card" aria-labelledby="de-acuerdo">
    <h2 id="de-acuerdo">${say(may.confirm ? 'portal.act.solved_question' : 'portal.act.not_agreed')}</h2>
    ${
      may.contest && contest_until !== null
        ? html`<p class="soft">
            ${say('portal.act.contest_until', { date: longDate(contest_until, manner) })}
          </p>`
        : null
    }
    <form class="actions" method="post" action="${paths.petitionAct(petition.folio, 'confirmar')}">
      ${visit.csrf()} ${onceField()}
      ${may.confirm ? html`<button class="button" type="submit">${say('portal.act.confirm')}</button>` : null}
      ${
        may.contest
          ? html`<a class="button second" href="${paths.petitionAct(petition.folio, 'inconformarse')}"
              >${say('portal.act.contest')}</a
            >`
          : null
      }
    </form>
  </section>`;
}

function fileForm(visit: Visit, petition: TrackedPetition, form: FormState): Html {
  const { say, paths } = visit;
  return html`<details class="card" ${form.errors['archivos'] === undefined ? null : 'open'}>
    <summary>${say('portal.act.add_file')}</summary>
    <form
      method="post"
      action="${paths.petitionAct(petition.folio, 'archivo')}"
      enctype="multipart/form-data"
      novalidate
    >
      ${visit.csrf()}
      ${uploadField(visit, { name: 'archivos', label: say('portal.filing.photos.add') }, form)}
      <button class="button second" type="submit">${say('portal.filing.photos.upload')}</button>
    </form>
  </details>`;
}
