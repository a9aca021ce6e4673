import { describeDraftFiles } from '../../actions/drafts/draft-files.ts';
import { removeUpload } from '../../actions/files/remove-upload.ts';
import { storeUpload } from '../../actions/files/store-upload.ts';
import { Refused } from '../../actions/refused.ts';
import { fileSize } from '../../core/language/format.ts';
import { draftFiles, type DraftFile } from '../../queries/citizen/draft-files.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import { textField, type FormState } from '../layout/fields.ts';
import { icon } from '../layout/icons.ts';
import { html, trusted, type Html } from '../layout/raw.ts';
import { cutFault, uploadField, uploadFault } from '../layout/uploads.ts';
import type { Visit } from '../layout/visit.ts';
import type { Step, StepContext, Taken } from './step.ts';

/** Photos and documents: the limits said first, each file shown with its own words and a way to take it off. */
export const photosStep: Step = {
  async view({ visit, draft }, form) {
    const { say } = visit;
    const title = say('portal.filing.photos.title');
    const files = await draftFiles(visit.app.database, draft.id);
    const state = form ?? { values: {}, errors: {} };
    const body = html`<h1>${title}</h1>
      ${files.length === 0 ? null : html`<div class="card">${files.map((file) => row(visit, file, state))}</div>`}
      ${uploadField(visit, { name: 'archivos', label: say('portal.filing.photos.add') }, state)}
      <p>
        <button class="button second" type="submit" name="hacer" value="agregar">
          ${icon('camera')} ${say('portal.filing.photos.upload')}
        </button>
      </p>`;
    return { title, body, multipart: true, scripts: ['photos.js'] };
  },

  async read(context, form) {
    return readFiles(context, form);
  },
};

function row(visit: Visit, file: DraftFile, state: FormState): Html {
  const { say, paths, manner } = visit;
  const isPhoto = file.media_type.startsWith('image/');
  const values = { [`alt.${file.id}`]: file.alt_text ?? '', ...state.values };
  const picture = html`<img
    src="${paths.filesOfDraft(file.id)}"
    alt="${file.alt_text ?? ''}"
    width="80"
    height="60"
  />`;
  return html`<div class="file-row">
    ${isPhoto ? picture : icon('tramite')}
    <div>
      <p class="small">
        <strong>${file.display_name}</strong> <span class="soft">${fileSize(file.bytes, manner)}</span>
      </p>
      ${isPhoto ? textField(visit, { name: `alt.${file.id}`, label: say('portal.filing.photos.alt'), optional: true, longest: 300 }, { values, errors: state.errors }) : null}
    </div>
    <button class="button text" type="submit" name="quitar" value="${file.id}" ${trusted(' formnovalidate')}>
      ${say('portal.filing.photos.remove')} <span class="visually-hidden">${file.display_name}</span>
    </button>
  </div>`;
}

async function readFiles({ visit, draft, secret }: StepContext, form: Form): Promise<Taken> {
  const { app, city } = visit;
  const actor = { kind: 'public' } as const;
  const target = { secret, city_id: city.city.id };
  const alt_texts = Object.fromEntries(
    Object.keys(form.fields)
      .filter((name) => /^alt\.[0-9a-f-]{36}$/.test(name))
      .map((name) => [name.slice(4), fieldOf(form, name).slice(0, 300)]),
  );
  if (Object.keys(alt_texts).length > 0) await describeDraftFiles(app, actor, { ...target, alt_texts });
  const removed = fieldOf(form, 'quitar');
  if (/^[0-9a-f-]{36}$/.test(removed)) {
    await removeUpload(app, actor, { draft_id: draft.id, file_id: removed }).catch(goneAlready);
    return { data: draft.data, errors: {}, stay: true };
  }
  const faults: string[] = [];
  for (const file of form.files) {
    if (file.is_cut) {
      faults.push(cutFault(visit, file.name));
      continue;
    }
    const upload = { city_id: city.city.id, draft_id: draft.id, uploaded_kind: 'citizen' as const };
    const fault = await storeUpload(app, actor, {
      ...upload,
      bytes: file.bytes,
      declared_name: file.name,
    }).then(
      () => null,
      (error: unknown) => uploadFault(visit, file.name, error),
    );
    if (fault !== null) faults.push(fault);
  }
  const errors: Record<string, string> = faults.length === 0 ? {} : { archivos: faults.join(' ') };
  return { data: draft.data, errors, stay: fieldOf(form, 'hacer') === 'agregar' };
}

/** Pressed twice: it is off already. */
function goneAlready(error: unknown): void {
  if (!(error instanceof Refused && error.code === 'not_found')) throw error;
}
