import { say } from '../../core/language/sentences.ts';
import type { Stage } from '../../core/petitions/stages.ts';
import { html, type Html } from './raw.ts';
import type { Visit } from './visit.ts';

const shapes: Readonly<Record<Stage, string>> = {
  received: 'new',
  assigned: 'new',
  in_work: 'work',
  waiting_citizen: 'wait',
  replied: 'good',
  closed: 'over',
};

/** Where it stands: a word, a shape and a colour. */
export function stageStatus({ language }: Pick<Visit, 'language'>, stage: Stage): Html {
  return html`<span class="status ${shapes[stage]}">${say(language, `stage.${stage}`)}</span>`;
}
