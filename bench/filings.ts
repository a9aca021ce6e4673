import { filePetition } from '../src/actions/petitions/file-petition.ts';
import { directRows } from './direct-rows.ts';
import type { Installation } from './installation.ts';
import { ask, measure, type Measured } from './measure.ts';
import type { Report } from './mix.ts';
import { fillForm } from './portal-form.ts';
import { filingRow, table } from './report.ts';

/** As many as the pool of a process has connections. */
const at_a_time = 8;
/** The first ones read the configuration and compile the code: they are not what a day is made of. */
const warm = 500;

/** Filings through the doors and through the action alone, beside the same rows without Atiende. */
export async function printFilings(
  at: Installation,
  count: number,
  note: (line: string) => void,
): Promise<void> {
  let sent = 0;
  const next = () => at.report(sent++);
  const ofMany = async (name: string, work: () => Promise<unknown>) => {
    note(`  filings: ${name}`);
    await measure({ count: warm, at_a_time }, work);
    return measure({ count, at_a_time }, work);
  };
  const door = await ofMany('the Open311 door', () => fileAtDoor(at, next()));
  const form = await measureForm(at, Math.ceil(count / 4), { next, note });
  const action = await ofMany('the action', () => file(at, next()));
  const rows = await directRows(at, at_a_time);
  let inserted = 0;
  const direct = await ofMany('the same rows', () => rows.insert(inserted++));
  await rows.close();
  console.log(`\nFilings, eight at a time, durable (${count} each; by the form ${form.sent.count})`);
  table(
    ['', 'per second', 'p50 ms', 'p99 ms', 'of direct'],
    [
      filingRow('the same rows by SQL alone', direct, direct),
      filingRow('the action', action, direct),
      filingRow('the Open311 door over HTTP', door, direct),
      filingRow('the portal form: sending it, with its receipt', form.sent, direct),
      filingRow('the portal form: all its pages before', form.filled, direct),
    ],
  );
}

/** The form is filled in by as many people as there are filings; then all of them press its last button. */
async function measureForm(
  { url }: Installation,
  count: number,
  { next, note }: { next: () => Report; note: (line: string) => void },
): Promise<{ filled: Measured; sent: Measured }> {
  note('  filings: the portal form');
  const ready: (() => Promise<string>)[] = [];
  let people = 0;
  const fill = async () => {
    // A place on a border is asked about once more: that report is another person's.
    let send: (() => Promise<string>) | null = null;
    while (send === null) send = await fillForm(url, next(), people++);
    ready.push(send);
  };
  const sendNext = () => ready.pop()!();
  await measure({ count: warm, at_a_time }, fill);
  await measure({ count: warm, at_a_time }, sendNext);
  const filled = await measure({ count, at_a_time }, fill);
  return { filled, sent: await measure({ count, at_a_time }, sendNext) };
}

export function fileAtDoor({ url, api_key }: Installation, report: Report): Promise<string> {
  const { service_code, description, latitude, longitude, answers, email } = report;
  const form = new URLSearchParams({
    ...{ api_key, service_code, description, lat: String(latitude), long: String(longitude) },
    ...(email === null ? {} : { email, first_name: 'Rosa' }),
  });
  for (const [code, value] of Object.entries(answers)) form.append(`attribute[${code}]`, value);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return ask(`${url}/open311/v2/requests.json`, { method: 'POST', headers, body: form.toString() });
}

/** The same through the action, in this process. */
export function file({ app, city_id }: Installation, report: Report) {
  const { service_code, description, latitude, longitude, answers, email } = report;
  const contact = email === null ? {} : { name: 'Rosa', email };
  return filePetition(
    app,
    { kind: 'system' },
    {
      ...{ city_id, service_code, description, answers, contact, privacy_version: 1 },
      ...{ channel: 'open311', place: { latitude, longitude } },
      identity: email === null ? 'anonymous' : 'named',
      notify_by: email === null ? 'none' : 'email',
    },
  );
}
