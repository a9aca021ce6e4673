import { longDate, longInstant } from '../../core/language/format.ts';
import type { OwnPetition } from '../../queries/citizen/own-petitions.ts';
import { icon } from '../layout/icons.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** The receipt: folio large, key, QR, the date, who has it, and a text that fits a note or an SMS. */
export function receiptPage(visit: Visit, own: OwnPetition, qr: Html): string {
  const { say, paths } = visit;
  const title = say('portal.receipt.title');
  const main = html`<div class="notice good" role="status">
      <p>${icon('check')} <strong>${say('portal.receipt.received', { folio: own.folio })}</strong></p>
    </div>
    <h1>${title}</h1>
    <section class="card receipt" aria-label="${title}">
      <div class="top">
        <div>
          <p class="soft">${say('portal.follow.folio')}</p>
          <p><strong class="folio">${own.folio}</strong></p>
          <p class="soft">${say('portal.follow.key')}</p>
          <p class="key">${own.key}</p>
        </div>
        <figure class="qr">
          ${qr}
          <figcaption class="small soft">${say('portal.receipt.qr')}</figcaption>
        </figure>
      </div>
      ${facts(visit, own)}
    </section>
    <div class="actions">
      <a class="button" href="${paths.petition(own.folio)}"
        >${say('portal.receipt.follow')} ${icon('arrow')}</a
      >
      <a class="button second" href="${paths.receiptPdf(own.folio)}">${say('portal.receipt.pdf')}</a>
    </div>
    ${own.is_anonymous ? html`<div class="notice wait"><p>${say('portal.receipt.anonymous')}</p></div>` : null}
    ${noteToKeep(visit, own)} ${whatFollows(visit, own)}`;
  return page(visit, { title, main, private: true, scripts: ['copy.js'] });
}

function facts({ say, manner }: Visit, own: OwnPetition): Html {
  return html`<dl class="facts">
    <div>
      <dt>${say('portal.receipt.topic')}</dt>
      <dd>${own.service_name}</dd>
    </div>
    <div>
      <dt>${say('portal.receipt.unit')}</dt>
      <dd>${own.unit_name}, ${own.authority_name}</dd>
    </div>
    ${
      own.reply_due_on === null
        ? null
        : html`<div>
            <dt>${say('portal.filing.review.answer_by')}</dt>
            <dd><strong>${longDate(own.reply_due_on, manner)}</strong></dd>
          </div>`
    }
    <div>
      <dt>${say('portal.receipt.when')}</dt>
      <dd>${longInstant(own.received_at, manner)}</dd>
    </div>
  </dl>`;
}

/** What happens now, so that nobody has to ask. */
function whatFollows({ say, manner }: Visit, { reply_due_on }: OwnPetition): Html {
  const answered =
    reply_due_on === null ? null : say('portal.receipt.next_reply', { date: longDate(reply_due_on, manner) });
  return html`<section aria-labelledby="que-sigue">
    <h2 id="que-sigue">${say('portal.reply.next')}</h2>
    <ol>
      <li>${say('portal.receipt.next_accept')}</li>
      ${answered === null ? null : html`<li>${answered}</li>`}
      <li>${say('portal.receipt.next_follow')}</li>
    </ol>
  </section>`;
}

/** Short enough for a text message, and for writing it down. */
function noteToKeep({ say, app, paths, city }: Visit, own: OwnPetition): Html {
  const url = `${app.public_url}${paths.follow()}`.replace(/^https?:\/\//, '');
  const text = say('portal.receipt.note', { city: city.city.name, folio: own.folio, key: own.key, url });
  return html`<section aria-labelledby="guardar">
    <h2 id="guardar">${say('portal.receipt.keep')}</h2>
    <p>${say('portal.receipt.keep_text')}</p>
    <p class="note-text" id="nota">${text}</p>
    <p>
      <button
        class="button second"
        type="button"
        data-copy="nota"
        data-copied="${say('portal.receipt.copied')}"
        hidden
      >
        ${say('portal.receipt.copy')}
      </button>
      <span role="status" data-copy-says></span>
    </p>
  </section>`;
}
