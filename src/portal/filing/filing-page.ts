import type { DraftData } from '../../queries/citizen/draft-data.ts';
import { stepsOf, type StepName } from '../../queries/citizen/draft-steps.ts';
import { errorSummary, isRefused, noForm, type FormState } from '../layout/fields.ts';
import { icon } from '../layout/icons.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import type { StepView } from './step.ts';

/** The frame of one question: the way back, how far it is, what is wrong, and one button. */
export function filingPage(
  visit: Visit,
  given: { step: StepName; draft: DraftData; view: StepView; form: FormState | null },
): string {
  const { step, draft, view } = given;
  const { say, paths } = visit;
  const form = given.form ?? noForm;
  const encoding = view.multipart === true ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  const main = html`${wayBack(visit, draft, step)} ${progress(visit, draft, step)}
    ${errorSummary(visit, form)}
    <form method="post" action="${paths.step(step)}" enctype="${encoding}" novalidate>
      ${visit.csrf()} ${aboutField(draft, step)} ${view.body}
      ${
        view.submit === ''
          ? null
          : html`<div class="actions">
              <button class="button" type="submit" name="hacer" value="seguir">
                ${view.submit ?? say('portal.form.continue')}
              </button>
            </div>`
      }
    </form>`;
  return page(visit, {
    title: view.title,
    main,
    private: true,
    has_errors: view.failed === true || isRefused(form),
    scripts: ['filing.js', ...(view.scripts ?? [])],
  });
}

/** What it is about travels with each page, so that one that outlives its draft still says where it belongs. */
function aboutField({ service_code }: DraftData, step: StepName): Html | null {
  return service_code === null || step === 'tema'
    ? null
    : html`<input type="hidden" name="sobre" value="${service_code}" />`;
}

function wayBack({ say, paths }: Visit, draft: DraftData, step: StepName): Html {
  const order: readonly StepName[] = [
    'que',
    'donde',
    'oficina',
    'detalles',
    'fotos',
    'quien',
    'contacto',
    'revisar',
  ];
  const before = draft.done.filter((name) => order.indexOf(name as StepName) < order.indexOf(step));
  const last = order.filter((name) => before.includes(name)).at(-1);
  const href = last === undefined ? paths.home() : paths.step(last);
  return html`<a class="back" href="${href}">${icon('back')} ${say('portal.form.back')}</a>`;
}

function progress(visit: Visit, draft: DraftData, step: StepName): Html | null {
  const steps = stepsOf(visit.city, draft);
  const at = steps.indexOf(step === 'cercanas' ? 'donde' : step) + 1;
  if (at === 0) return null;
  return html`<div class="progress">
    <p>${visit.say('portal.filing.progress', { at, of: steps.length })}</p>
    <ol aria-hidden="true">
      ${steps.map((_, index) => html`<li class="${index < at ? 'done' : 'todo'}"></li>`)}
    </ol>
  </div>`;
}
