import { longDate, longInstant } from '../../core/language/format.ts';
import { say as sayIn } from '../../core/language/sentences.ts';
import { whoseTurn, type Stage } from '../../core/petitions/stages.ts';
import type { SurveyOffer } from '../../queries/citizen/held-survey.ts';
import type { TrackedPetition } from '../../queries/citizen/tracked-petition.ts';
import { errorSummary, isRefused, type FormState } from '../layout/fields.ts';
import { icon } from '../layout/icons.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import { stageStatus } from '../layout/status.ts';
import type { Visit } from '../layout/visit.ts';
import { afterReply, answerForm, laterForms } from './action-forms.ts';
import { surveyCard } from './survey-card.ts';
import { clockStrip } from './clock-strip.ts';
import { replyCards } from './reply-card.ts';
import { timeline } from './timeline.ts';

/** A petition as its reader may see it: where it stands, whose turn it is, the clock, what was said, what to do. */
export function trackingPage(
  visit: Visit,
  petition: TrackedPetition & { readonly survey?: SurveyOffer },
  form: FormState,
): string {
  const { say, paths } = visit;
  const title = say('portal.track.title', { folio: petition.folio });
  const own = petition.view === 'own';
  const main = html`${errorSummary(visit, form)}
    <p class="soft">${say('portal.follow.folio')} <strong>${petition.folio}</strong></p>
    <h1 ${visit.cityWords}>${petition.service_name}</h1>
    <p
      data-live="${paths.petitionAct(petition.folio, 'version')}"
      data-stream="${petition.view === 'public' ? '' : paths.petitionAct(petition.folio, 'avisos')}"
      data-version="${petition.version}"
      class="notice"
      role="status"
      hidden
    >
      ${say('portal.track.changed')}
      <a href="${paths.petition(petition.folio)}">${say('portal.track.reload')}</a>
    </p>
    ${own ? answerForm(visit, petition, form) : viewNote(visit, petition)} ${surveyCard(visit, petition)}
    ${whereItIs(visit, petition)}
    <div class="two main-and-side">
      <div>${timeline(visit, petition)} ${own ? laterForms(visit, petition, form) : null}</div>
      <div>${responsible(visit, petition)} ${asked(visit, petition)}</div>
    </div>`;
  const has_errors = isRefused(form);
  return page(visit, {
    title,
    main,
    has_errors,
    private: true,
    wide: true,
    scripts: ['filing.js', 'live.js', 'photos.js'],
  });
}

/** Where it stands, and what was replied: once it was, the reply comes first, with what to do about it. */
function whereItIs(visit: Visit, petition: TrackedPetition): Html {
  const stands = standing(visit, petition);
  if (petition.view !== 'own') return stands;
  const [newest, ...older] = replyCards(visit, petition);
  const said = html`${newest}${afterReply(visit, petition)}`;
  const over = petition.stage === 'replied' || petition.stage === 'closed';
  return over ? html`${said}${stands}${older}` : html`${stands}${said}${older}`;
}

function viewNote({ say, paths }: Visit, petition: TrackedPetition): Html {
  if (petition.view === 'supporter')
    return html`<div class="notice"><p>${say('portal.track.as_supporter')}</p></div>`;
  return html`<div class="notice">
    <p>
      ${say('portal.track.as_public')}
      <a href="${paths.petitionAct(petition.folio, 'clave')}">${say('portal.track.have_key')}</a>
    </p>
  </div>`;
}

const steps: readonly (readonly [string, readonly Stage[]])[] = [
  ['received', ['received']],
  ['assigned', ['assigned']],
  ['in_work', ['in_work', 'waiting_citizen']],
  ['replied', ['replied']],
  ['closed', ['closed']],
];

function standing(visit: Visit, petition: TrackedPetition): Html {
  const { say, manner, language } = visit;
  const at = steps.findIndex(([, stages]) => stages.includes(petition.stage));
  const turn = whoseTurn(petition.stage);
  return html`<section class="card" aria-labelledby="en-que-va">
    <h2 id="en-que-va" class="visually-hidden">${say('portal.track.standing')}</h2>
    <p class="standing-line">
      ${stageStatus(visit, petition.stage)} <strong>${sayIn(language, `turn.${turn}`)}</strong>
      ${petition.outcome_name === null ? null : html`<span class="soft">· ${petition.outcome_name}</span>`}
    </p>
    <ol class="stages">
      ${steps.map(
        ([name], index) =>
          html`<li
            class="${index < at ? 'done' : index === at ? 'now' : 'later'}"
            ${index === at ? html`aria-current="step"` : null}
          >
            <span>${say(`portal.track.step.${name as 'received'}`)}</span>
          </li>`,
      )}
    </ol>
    ${clockStrip(visit, petition)}
    ${petition.closes_on === null ? null : html`<p class="small">${say('portal.track.closes', { date: longDate(petition.closes_on, manner) })}</p>`}
  </section>`;
}

function responsible({ say, city }: Visit, petition: TrackedPetition): Html {
  const unit = city.units.get(petition.unit_id);
  const authority = city.authorities.get(petition.authority_id);
  return html`<section class="card" aria-labelledby="responsable">
    <h2 id="responsable">${say('portal.track.responsible')}</h2>
    <p><strong>${unit?.name}</strong><br />${authority?.name}</p>
    <p>
      ${icon('person')} ${unit?.responsible_name}<br /><span class="soft small"
        >${unit?.responsible_title}</span
      >
    </p>
    ${unit?.phone ? html`<p>${icon('phone')} ${unit.phone}</p>` : null}
    ${unit?.address ? html`<p>${icon('pin')} ${unit.address}</p>` : null}
  </section>`;
}

function asked(visit: Visit, petition: TrackedPetition): Html {
  const { say, sayCount, manner, paths } = visit;
  const photos = petition.files.filter(
    (file) => file.is_photo && file.message_id === null && file.reply_id === null,
  );
  const others = petition.files.filter((file) => !file.is_photo || file.message_id !== null);
  return html`<section class="card" aria-labelledby="pedido">
    <h2 id="pedido">${say('portal.track.asked')}</h2>
    ${petition.description === null ? null : html`<p class="given">${petition.description}</p>`}
    ${petition.place.length === 0 ? null : html`<p>${icon('pin')} ${petition.place.join(', ')}</p>`}
    <p class="soft small">
      ${say('portal.track.received', { when: longInstant(petition.received_at, manner) })}
    </p>
    ${
      photos.length === 0
        ? null
        : html`<ul class="photos">
            ${photos.map(
              (photo) =>
                html`<li>
                  <a href="${paths.petitionFile(petition.folio, photo.id)}">
                    <img
                      src="${paths.petitionPhoto(petition.folio, photo.id)}"
                      alt="${photo.alt_text ?? photo.display_name}"
                      loading="lazy"
                      width="320"
                      height="240"
                    />
                  </a>
                </li>`,
            )}
          </ul>`
    }
    ${others.map((file) => html`<p><a href="${paths.petitionFile(petition.folio, file.id)}">${file.display_name}</a></p>`)}
    ${petition.supporters_count === 0 ? null : html`<p>${sayCount('portal.filing.nearby.joined', petition.supporters_count)}</p>`}
    ${
      petition.view === 'own'
        ? html`<p><a href="${paths.receiptPdf(petition.folio)}">${say('portal.receipt.pdf')}</a></p>`
        : petition.view === 'public' && petition.stage !== 'closed' && petition.stage !== 'replied'
          ? html`<p>
              <a class="button second" href="${paths.join(petition.folio)}">${say('portal.track.join')}</a>
            </p>`
          : null
    }
  </section>`;
}
