import { SOLVED, type Point, type Solved } from '../../core/satisfaction/instrument.ts';
import type { Asks } from '../../core/satisfaction/asks.ts';
import { LASTING } from '../../core/satisfaction/lasting.ts';
import {
  AGE_BANDS,
  GENDERS,
  YES_NO,
  type AboutPerson,
  type Dimension,
} from '../../core/satisfaction/groups.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import type { FormState } from '../layout/fields.ts';
import type { Visit } from '../layout/visit.ts';

/** How the form calls what people say of themselves. */
export const aboutFields: Readonly<Record<Dimension, string>> = {
  ...{ age_band: 'edad', gender: 'genero', disability: 'discapacidad', indigenous_language: 'lengua' },
};

interface Written {
  readonly answer: AboutPerson & {
    readonly satisfaction: Point | null;
    readonly solved: Solved;
    readonly ease: Point | null;
    readonly clarity: Point | null;
    readonly comment: string;
    readonly wants_contact: boolean;
  };
}

/** The answer as it was filled in, or the form again with what is missing in it. */
export function writtenAnswer({ say }: Visit, form: Form, asks: Asks): Written | FormState {
  const lasts = asks === 'if_it_lasts';
  const satisfaction = lasts ? null : pointOf(form, 'satisfaccion');
  const values: readonly Solved[] = lasts ? LASTING : SOLVED;
  const solved = values.find((one) => one === fieldOf(form, 'resuelta'));
  const unsolved = say(lasts ? 'portal.survey.lasting.required' : 'portal.survey.solved_required');
  const comment = fieldOf(form, 'comentario').trim();
  const errors = {
    ...(satisfaction === null && !lasts ? { satisfaccion: say('portal.survey.satisfied_required') } : {}),
    ...(solved === undefined ? { resuelta: unsolved } : {}),
    ...(comment.length > 2000 ? { comentario: say('field.too_long') } : {}),
  };
  if (solved === undefined || Object.keys(errors).length > 0) return { values: form.fields, errors };
  const [ease, clarity] = [pointOf(form, 'facilidad'), pointOf(form, 'claridad')];
  const wants_contact = fieldOf(form, 'contacto') === 'si';
  const about = {
    age_band: AGE_BANDS.find((one) => one === fieldOf(form, aboutFields.age_band)) ?? null,
    gender: GENDERS.find((one) => one === fieldOf(form, aboutFields.gender)) ?? null,
    disability: YES_NO.find((one) => one === fieldOf(form, aboutFields.disability)) ?? null,
    indigenous_language: YES_NO.find((one) => one === fieldOf(form, aboutFields.indigenous_language)) ?? null,
  };
  return { answer: { satisfaction, solved, ease, clarity, ...about, comment, wants_contact } };
}

function pointOf(form: Form, name: string): Point | null {
  const text = fieldOf(form, name);
  return /^[1-5]$/.test(text) ? (Number(text) as Point) : null;
}
