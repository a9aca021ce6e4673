import { z } from 'zod';
import { longDate } from '../../core/language/format.ts';
import { clockOf, withLines } from '../../store/clocks.ts';
import { endWith } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { insertTogether, type NewRows } from '../../store/insert-together.ts';
import type { ChosenPerson } from '../../store/people.ts';
import { petitionChanged } from '../../store/petition-changed.ts';
import { accessKeyFor } from '../../store/secrets.ts';
import { defineAction } from '../action.ts';
import { closeDraft } from '../drafts/close-draft.ts';
import { interactionOfFiling, type InteractionOfFiling } from '../interactions/interaction-of-filing.ts';
import { countAfterCommit, petitionsFiled } from '../measures.ts';
import { firstNotice } from '../notices/enqueue-notices.ts';
import { attachFiles } from './attach-filing-files.ts';
import { askForFiling, decideFiling, type FilingAsked } from './ask-for-filing.ts';
import { contactRows } from './filing-contacts.ts';
import { filingInput } from './filing-input.ts';
import { spokenRows } from './spoken-rows.ts';
import { petitionRows, type FilingContext, type FilingSource, type PreparedFiling } from './filing-rows.ts';

export interface FiledPetition {
  readonly petition_id: string;
  readonly folio: string;
  readonly access_key_issue: number;
  readonly unit_name: string;
  readonly authority_name: string;
  readonly reply_due_on: string | null;
}

/** Makes a contact a petition: folio, unit, clocks, history, files and receipt in one transaction. */
export const filePetition = defineAction({
  name: 'file-petition',
  permission: 'public',
  input: filingInput.extend({ petition_id: z.uuid().default(() => newId()) }),
  database_actor: (input, actor) =>
    actor.kind === 'staff' || actor.kind === 'system'
      ? { kind: 'system' }
      : { kind: 'citizen', petition_id: input.petition_id },
  needs: askForFiling,
  async run(context, asked): Promise<FiledPetition> {
    const { keep } = context;
    const beside = (filed: FiledPetition) => (keep ? [keep(filed)] : []);
    return fileWithin(context, { asked, source: null, beside });
  },
});

interface Within {
  readonly asked: FilingAsked;
  /** Where it is another system's report. */
  readonly source: FilingSource | null;
  /** What else is written with it. */
  readonly beside: (filed: FiledPetition) => readonly NewRows[];
}

/** The filing as part of an action. */
export async function fileWithin(
  context: FilingContext,
  { asked, source, beside }: Within,
): Promise<FiledPetition> {
  const { tx, input } = context;
  const within = await interactionOfFiling(context);
  const { person, file_ids, ...decided } = await decideFiling(context, asked);
  const ledger = withLines(new Map(), decided.plan.lines);
  const prepared = { ...decided, ledger, source, file_ids, person_id: person?.person_id ?? null };
  const { petition_id, draft_id } = input;
  const filed = filedAs(prepared, petition_id);
  endWith(tx, write(context, prepared, { person, within, beside: beside(filed) }));
  if (file_ids.length > 0) endWith(tx, attachFiles(tx, { file_ids, petition_id }));
  if (draft_id !== null) endWith(tx, closeDraft(context, { draft_id, petition_id }));
  countAfterCommit(tx, () => petitionsFiled.inc({ channel: input.channel }));
  return filed;
}

function filedAs({ folio, plan, ledger }: PreparedFiling, petition_id: string): FiledPetition {
  return {
    ...{ petition_id, folio, access_key_issue: 1 },
    unit_name: plan.unit.name,
    authority_name: plan.authority.name,
    reply_due_on: clockOf(ledger, 'reply')?.due_on ?? clockOf(ledger, 'resolve')?.due_on ?? null,
  };
}

/** Everything that a filing is, in one statement, with the word to whoever watches. */
async function write(
  context: FilingContext,
  prepared: PreparedFiling,
  {
    person,
    within,
    beside,
  }: { person: ChosenPerson | null; within: InteractionOfFiling | null; beside: readonly NewRows[] },
): Promise<void> {
  const { tx, input } = context;
  const { plan } = prepared;
  const rows = [
    ...petitionRows(context, prepared),
    ...contactRows(context, { plan, person, within }),
    ...spokenRows(context),
    ...beside,
  ];
  const notice = noticeOfFiling(context, prepared, person);
  const { petition_id: id, city_id: city } = input;
  const told = petitionChanged({ id, city, authorities: [plan.authority.id], version: 1 });
  if (notice === null) await insertTogether(tx, rows, [told]);
  else await insertTogether(tx, [...rows, notice.rows], [told, ...notice.calls]);
}

function noticeOfFiling(context: FilingContext, prepared: PreparedFiling, person: ChosenPerson | null) {
  const { app, input } = context;
  const { email, name } = input.contact;
  if (person === null || email === null || input.notify_by !== 'email') return null;
  const { city, plan, ledger, folio, service } = prepared;
  const { petition_id: id, city_id } = input;
  const place = { unit_id: plan.unit.id, current_authority_id: plan.authority.id };
  const row = { id, city_id, folio, version: 1, service_id: service.id, ...place };
  const reply = clockOf(ledger, 'reply')?.due_on;
  const due = reply == null ? '—' : longDate(reply, { locale: city.city.locale });
  const key = accessKeyFor(app.keys, id, 1);
  const values = { folio, key, due, unit: plan.unit.name, authority: plan.authority.name };
  return firstNotice(context, {
    ...{ petition: { row, ledger }, city, key: person.key },
    notice: { template: 'petition_filed', values },
    recipient: { person_id: person.person_id, name, email },
  });
}
