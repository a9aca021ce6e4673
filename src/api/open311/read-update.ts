import type { z } from 'zod';
import { updateStatuses, type postRequestUpdate } from '../../actions/open311/post-request-update.ts';
import { parseFolio } from '../../core/petitions/folio.ts';
import type { Form } from '../../server/form.ts';
import { Open311Problem, type Problem } from './problem.ts';
import { instantArgument } from './read-query.ts';
import { textOf } from './text-of.ts';

type Update = Omit<z.input<typeof postRequestUpdate.spec.input>, 'city_id' | 'file_ids'>;

/**
 * Reads POST servicerequestupdates (FixMyStreet's extension).
 * @throws Open311Problem 400 naming what is missing or wrong, 404 for what cannot be a folio
 */
export function readUpdate(form: Form): Update {
  const problems: Problem[] = [];
  const folio = textOf(form, 'service_request_id');
  const update_id = textOf(form, 'update_id') || textOf(form, 'update_id_ext');
  const status = textOf(form, 'status').toLowerCase();
  for (const [field, value] of Object.entries({ service_request_id: folio, update_id, status })) {
    if (value === '') problems.push({ code: 'update_missing', values: { field } });
  }
  if (status !== '' && !(updateStatuses as readonly string[]).includes(status)) {
    const values = { values: updateStatuses.map((one) => one.toUpperCase()).join(', ') };
    problems.push({ code: 'status_wrong', values });
  }
  if (update_id.length > 120) problems.push({ code: 'value_long', values: { field: 'update_id' } });
  const description = textOf(form, 'description');
  if ([...description].length > 4000) problems.push({ code: 'description_long' });
  if (problems.length > 0) throw new Open311Problem(400, problems);
  const updated_at = instantArgument(form.fields, 'updated_datetime');
  if (updated_at === null)
    throw new Open311Problem(400, [{ code: 'update_missing', values: { field: 'updated_datetime' } }]);
  const known = parseFolio(folio);
  if (known === null) throw unknownRequest(folio);
  return { folio: known, update_id, status, description, updated_at };
}

export const unknownRequest = (value: string): Open311Problem =>
  new Open311Problem(404, [{ code: 'request_unknown', values: { value: value.slice(0, 80) } }]);
