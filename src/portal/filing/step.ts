import { sayCode } from '../../core/language/sentences.ts';
import type { DraftData } from '../../queries/citizen/draft-data.ts';
import type { Draft } from '../../queries/citizen/draft.ts';
import type { StepName } from '../../queries/citizen/draft-steps.ts';
import type { Form } from '../../server/form.ts';
import type { FormState } from '../layout/fields.ts';
import type { Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

export interface StepContext {
  readonly visit: Visit;
  readonly draft: Draft;
  readonly secret: string;
}

/** One question as a page: its title and what stands inside its form. */
export interface StepView {
  readonly title: string;
  readonly body: Html;
  readonly multipart?: boolean;
  readonly scripts?: readonly string[];
  /** Words of the button; «Continuar» where nothing is said. */
  readonly submit?: string;
  /** The form was refused as a whole: the title says so. */
  readonly failed?: boolean;
}

/** What a step read from its form. With errors nothing is kept but the page, as it was typed. */
export interface Taken {
  readonly data: DraftData;
  readonly errors: Readonly<Record<string, string>>;
  /** Shows the same step again: something was added, or another question came up. */
  readonly stay?: boolean;
  readonly next?: StepName;
}

export interface Step {
  view(context: StepContext, form: FormState | null): StepView | Promise<StepView>;
  read(context: StepContext, form: Form): Taken | Promise<Taken>;
}

/** The sentences for codes of fields at fault. */
export function sayFields(
  { language }: Visit,
  codes: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const said: Record<string, string> = {};
  for (const [field, code] of Object.entries(codes)) {
    if (code !== undefined) said[field] = sayCode(language, 'field', code) ?? code;
  }
  return said;
}
