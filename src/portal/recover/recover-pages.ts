import { errorSummary, isRefused, textField, type FormState } from '../layout/fields.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** Asks for the e-mail that was given when filing. */
export function recoverPage(visit: Visit, form: FormState): string {
  const { say, paths, city } = visit;
  const { phone, hours } = city.city.settings.public_contact;
  const main = html`${errorSummary(visit, form)}
    <h1>${say('portal.recover.title')}</h1>
    <p class="lead">${say('portal.recover.text')}</p>
    <form method="post" action="${paths.lostFolio()}" novalidate>
      ${visit.csrf()}
      ${textField(visit, { name: 'correo', label: say('portal.filing.contact.email'), type: 'email', inputmode: 'email', autocomplete: 'email', longest: 254, width: 'medium' }, form)}
      <button class="button" type="submit">${say('portal.recover.send')}</button>
    </form>
    <section class="card" aria-labelledby="sin-correo">
      <h2 id="sin-correo">${say('portal.recover.no_email')}</h2>
      <p>${say('portal.recover.no_email_text')} ${phone ?? ''}</p>
      <p class="soft">${hours}</p>
    </section>`;
  const has_errors = isRefused(form);
  return page(visit, {
    title: say('portal.recover.title'),
    main,
    has_errors,
    private: true,
    scripts: ['filing.js'],
  });
}

/** The same whether there is a petition with that e-mail or not. */
export function sentPage(visit: Visit): string {
  const { say, paths } = visit;
  const main = html`<h1>${say('portal.recover.sent_title')}</h1>
    <p class="lead" role="status">${say('portal.recover.sent')}</p>
    <a class="button second" href="${paths.home()}">${say('portal.errors.home')}</a>`;
  return page(visit, { title: say('portal.recover.sent_title'), main, private: true });
}

/** What the link in the message leads to: one button, since mail scanners follow links. */
export function linkPage(visit: Visit, token: string): string {
  const { say, paths } = visit;
  const main = html`<h1>${say('portal.recover.link_title')}</h1>
    <p class="lead">${say('portal.recover.link_text')}</p>
    <form method="post" action="${paths.recoverLink(token)}">
      ${visit.csrf()} <button class="button" type="submit">${say('portal.recover.open')}</button>
    </form>`;
  return page(visit, { title: say('portal.recover.link_title'), main, private: true });
}

export function expiredPage(visit: Visit): string {
  const { say, paths } = visit;
  const main: Html = html`<h1>${say('portal.recover.expired_title')}</h1>
    <p class="lead">${say('portal.recover.expired')}</p>
    <a class="button" href="${paths.lostFolio()}">${say('portal.recover.again')}</a>`;
  return page(visit, { title: say('portal.recover.expired_title'), main, private: true });
}
