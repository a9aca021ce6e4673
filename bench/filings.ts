import { filePetition } from '../src/actions/petitions/file-petition.ts';
import { directRows } from './direct-rows.ts';
import type { Installation } from './installation.ts';
import { ask, measure, type Measured } from './measure.ts';
import type { Report } from './mix.ts';

/** As many as the pool of a process has connections. */
const at_a_time = 8;

/** Filings through the Open311 door, through the action alone, and the same rows without Atiende. */
export async function measureFilings(
  installation: Installation,
  count: number,
): Promise<{ door: Measured; action: Measured; direct: Measured }> {
  let sent = 0;
  const next = () => installation.report(sent++);
  // The first ones read the configuration and compile the code: they are not what a day is made of.
  await measure({ count: 60, at_a_time }, () => fileAtDoor(installation, next()));
  const door = await measure({ count, at_a_time }, () => fileAtDoor(installation, next()));
  await measure({ count: 60, at_a_time }, () => file(installation, next()));
  const action = await measure({ count, at_a_time }, () => file(installation, next()));
  const rows = await directRows(installation.database_url, at_a_time);
  await measure({ count: 60, at_a_time }, rows.insert);
  const direct = await measure({ count, at_a_time }, rows.insert);
  await rows.close();
  return { door, action, direct };
}

function fileAtDoor({ url, api_key }: Installation, report: Report): Promise<string> {
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
