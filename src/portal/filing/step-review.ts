import { checkAnswers } from '../../core/petitions/questions.ts';
import { longDate } from '../../core/language/format.ts';
import { say as sayIn, type SentenceKey } from '../../core/language/sentences.ts';
import type { DraftData } from '../../queries/citizen/draft-data.ts';
import { draftFiles } from '../../queries/citizen/draft-files.ts';
import { planDraft, type DraftPlan } from '../../queries/citizen/draft-plan.ts';
import { namedUnitOf, serviceOf, stepsOf, type StepName } from '../../queries/citizen/draft-steps.ts';
import { cityText, type CityText } from '../../queries/public/city-text.ts';
import { dayTable } from '../layout/day-table.ts';
import { html, type Html, type Part } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import type { StepContext, StepView } from './step.ts';

interface Line {
  readonly step: StepName;
  readonly label: string;
  readonly value: Part;
}

/** Everything once more before it is sent: who gets it, until when they must answer, and each answer with a way to change it. */
export async function reviewView({ visit, draft }: StepContext): Promise<StepView> {
  const { say, app, city } = visit;
  const [files, privacy] = await Promise.all([
    draftFiles(app.database, draft.id),
    cityText(app.database, city.city.id, 'privacy_short'),
  ]);
  const plan = planDraft(city, draft.data, visit.now);
  const title = say('portal.filing.review.title');
  const lines = [
    ...linesOf(visit, draft.data, plan),
    {
      step: 'fotos' as const,
      label: say('portal.filing.review.files'),
      value:
        files.length === 0
          ? say('portal.filing.review.none')
          : files.map(({ display_name }) => display_name).join(', '),
    },
  ];
  const steps = new Set<StepName>([...stepsOf(city, draft.data), 'tema']);
  const body = html`<h1>${title}</h1>
    ${plan === null ? null : promise(visit, plan)}
    <div class="card">
      <dl class="facts">${lines.filter(({ step }) => steps.has(step)).map((line) => shown(visit, line))}</dl>
    </div>
    ${privacyNotice(visit, privacy)}`;
  return { title, body, submit: say('portal.filing.review.send') };
}

function shown({ say, paths }: Visit, { step, label, value }: Line): Html {
  return html`<div>
    <dt>${label}</dt>
    <dd class="given">${value}</dd>
    <dd>
      <a href="${paths.step(step)}"
        >${say('portal.filing.review.change')} <span class="visually-hidden">${label}</span></a
      >
    </dd>
  </div>`;
}

/** Who will answer and by which date, and how that date comes about. */
function promise(visit: Visit, plan: DraftPlan): Html {
  const { say, manner } = visit;
  return html`<section class="notice good" aria-labelledby="quien-recibe">
    <h2 id="quien-recibe">${say('portal.filing.review.goes_to')}</h2>
    <p><strong>${plan.unit_name}</strong><br />${plan.authority_name}</p>
    ${
      plan.reply_due_on === null
        ? null
        : html`<p>
            ${say('portal.filing.review.answer_by')} <strong>${longDate(plan.reply_due_on, manner)}</strong>
          </p>`
    }
    ${plan.moved ? html`<p class="small">${say('portal.filing.review.moved', { date: longDate(plan.filed_on, manner) })}</p>` : null}
    ${
      plan.days.length === 0
        ? null
        : html`<details>
            <summary>${say('portal.clock.why')}</summary>
            ${plan.citation === null ? null : html`<p class="small">${plan.citation}</p>`}
            ${dayTable(visit, plan.days)}
          </details>`
    }
    <p class="small">${say(`portal.filing.review.visibility_${plan.visibility}` as SentenceKey)}</p>
  </section>`;
}

function linesOf(visit: Visit, data: DraftData, plan: DraftPlan | null): Line[] {
  const { say, language, city } = visit;
  const service = serviceOf(city, data);
  const answers = service === null ? [] : checkAnswers(service.questions, data.answers).answers;
  const answerText = (one: (typeof answers)[number]) => {
    if (one.option_labels !== undefined) return one.option_labels.join(', ');
    if (one.type === 'yes_no') return say(one.value === 'yes' ? 'portal.form.yes' : 'portal.form.no');
    return one.type === 'date' ? longDate(String(one.value), visit.manner) : String(one.value);
  };
  return [
    { step: 'tema', label: say('portal.filing.review.topic'), value: service?.name ?? '—' },
    { step: 'que', label: say('portal.filing.review.what'), value: data.description },
    { step: 'donde', label: say('portal.filing.review.where'), value: placeText(visit, data, plan) },
    { step: 'oficina', label: say('portal.filing.review.office'), value: officeText(visit, data) },
    ...answers.map((one): Line => ({ step: 'detalles', label: one.label, value: answerText(one) })),
    {
      step: 'quien',
      label: say('portal.filing.review.identity'),
      value: data.identity === null ? '—' : sayIn(language, `identity.${data.identity}`),
    },
    ...(data.behalf === 'me'
      ? []
      : [{ step: 'quien' as const, label: say('portal.filing.review.behalf'), value: data.behalf_name }]),
    {
      step: 'contacto',
      label: say('portal.filing.review.contact'),
      value: [data.name, data.identity === 'named' ? data.document : '', data.email, data.phone]
        .filter((text) => text !== '')
        .join('\n'),
    },
    {
      step: 'contacto',
      label: say('portal.filing.review.notify'),
      value: say(`portal.filing.contact.by_${data.notify_by ?? 'none'}`),
    },
  ];
}

/** The office named, and that it will not see this. */
function officeText({ say, city }: Visit, data: DraftData): Part {
  const unit = namedUnitOf(city, data);
  if (unit === null) return say('portal.filing.office.unknown');
  const authority = city.authorities.get(unit.authority_id)?.name ?? '';
  return html`${unit.name}, ${authority}
    <strong class="block">${say('portal.filing.office.hidden')}</strong>`;
}

function placeText({ say }: Visit, { place }: DraftData, plan: DraftPlan | null): string {
  if (place.nowhere) return say('portal.filing.where.nowhere');
  const point = place.latitude === null ? '' : `${place.latitude}, ${place.longitude}`;
  const parts = [place.address_text, place.neighbourhood, plan?.zone_name ?? '', place.place_note, point];
  return parts.filter((text) => text !== '').join('\n') || '—';
}

function privacyNotice({ say, paths }: Visit, text: CityText | null): Html {
  return html`<section class="card small" aria-labelledby="privacidad">
    <h2 id="privacidad">${say('portal.texts.privacy_short')}</h2>
    ${text === null ? null : html`<p class="given">${text.body}</p>`}
    <p><a href="${paths.text('aviso-de-privacidad')}">${say('portal.texts.privacy_full')}</a></p>
    ${text === null ? null : html`<p class="soft">${say('portal.filing.review.privacy_version', { version: text.version })}</p>`}
    <input type="hidden" name="aviso" value="${text?.version ?? 1}" />
  </section>`;
}
