import type { App } from '../../src/actions/app.ts';
import { acceptPetition } from '../../src/actions/petitions/accept-petition.ts';
import { addNote } from '../../src/actions/petitions/add-note.ts';
import { answerQuestion } from '../../src/actions/petitions/answer-question.ts';
import { approveReply, submitReply } from '../../src/actions/petitions/approve-reply.ts';
import { askCitizen } from '../../src/actions/petitions/ask-citizen.ts';
import { closeAnsweredPetition } from '../../src/actions/petitions/close-answered.ts';
import { draftReply } from '../../src/actions/petitions/draft-reply.ts';
import { filePetition } from '../../src/actions/petitions/file-petition.ts';
import { markMissedPetition } from '../../src/actions/petitions/mark-missed.ts';
import { sendReply } from '../../src/actions/petitions/send-reply.ts';
import { Refused } from '../../src/actions/refused.ts';
import type { StaffActor } from '../../src/core/access/actor.ts';
import type { CityConfiguration } from '../../src/core/cities/configuration.ts';
import type { Channel } from '../../src/core/cities/settings.ts';
import { answersTo } from '../mix.ts';
import { drawFrom, oneOf, type Draw } from './draw.ts';
import type { Frequencies } from './frequencies.ts';
import { pointInZone } from './point-in-zone.ts';

/** Who lives through them, and where. */
export interface Scene {
  readonly app: App;
  readonly city: CityConfiguration;
  readonly frequencies: Frequencies;
  /** May do everything in the whole city. */
  readonly clerk: StaffActor;
  /** Approves what the clerk wrote, where a unit wants that. */
  readonly head: StaffActor;
  readonly means_of_appeal: string;
}

type Life = Scene & { readonly draw: Draw };

const day_ms = 86_400_000;
/** Three years of petitions. */
const oldest_days = 3 * 365;
/** What is younger than this is mostly still open. */
const young_days = 60;
const channels: readonly Channel[] = [
  'portal',
  'portal',
  'app',
  'phone',
  'phone',
  'counter',
  'open311',
  'whatsapp',
];

/** As many as a process has connections for beside the jobs. */
const at_a_time = 4;

/** Lives through so many petitions, the same ones at every run, some at a time. @returns their ids, oldest first */
export async function liveThrough(
  scene: Scene & { readonly note: (line: string) => void },
  count: number,
): Promise<string[]> {
  const ids: string[] = [];
  let [next, done] = [0, 0];
  const worker = async () => {
    while (next < count) {
      const n = next++;
      const draw = drawFrom(20_261_121 + n);
      ids[n] = await liveOnce({ ...scene, draw }, (n + draw()) / count);
      done += 1;
      if (done % 100 === 0) scene.note(`  ${done} of ${count} petitions lived through`);
    }
  };
  await Promise.all(Array.from({ length: at_a_time }, worker));
  return ids;
}

/**
 * One petition filed that many days ago and attended since then through the very actions that real ones go through.
 * About one in ten is open today: most of the young ones and a backlog of the old.
 * @returns its id
 */
async function liveOnce(scene: Life, share: number): Promise<string> {
  const { draw } = scene;
  const days_ago = Math.max(0, Math.floor((1 - share) * oldest_days));
  const petition_id = await fileOne(scene, days_ago);
  const steps = stepsOf(draw, days_ago);
  for (const [step, after] of steps) await doStep(scene, { petition_id, step, days_ago: days_ago - after });
  // What went by is marked, as the timetable does it every few minutes.
  const isClosed = steps.some(([step]) => step === 'close');
  if (!isClosed) await markMissedPetition(scene.app, { kind: 'system' }, { petition_id });
  return petition_id;
}

/** It is too early to close it, or it is closed. */
const expected: readonly string[] = ['closing_days_not_over', 'petition_is_closed'];

type Step = 'accept' | 'note' | 'ask' | 'answer' | 'reply' | 'close';

/** Steps with the days after filing at which they happen; none lies in the future. */
function stepsOf(draw: Draw, days_ago: number): [Step, number][] {
  const isOpen = draw() < (days_ago < young_days ? 0.75 : 0.06);
  const pace = 1 + Math.floor(draw() * 3);
  const steps: [Step, number][] = [['accept', pace]];
  if (draw() < 0.3) steps.push(['note', pace + 1]);
  const asks = draw() < 0.12;
  if (asks) steps.push(['ask', pace + 2]);
  if (asks && !isOpen) steps.push(['answer', pace + 4]);
  const answered = pace + 5 + Math.floor(draw() * 12);
  if (!isOpen) steps.push(['reply', answered]);
  // As soon as the days to contest are over, which the holidays make longer: nothing is left for today to close.
  if (!isOpen) for (const days of [16, 20, 24, 30, 40, 60]) steps.push(['close', answered + days]);
  return steps.filter(([, after]) => after < days_ago);
}

async function fileOne(scene: Life, days_ago: number): Promise<string> {
  const { city, draw, frequencies } = scene;
  const service = frequencies.service(draw);
  const isNamed = draw() < 0.7;
  const number = Math.floor(draw() * 1e9);
  const filed = await filePetition(
    at(scene, days_ago),
    { kind: 'system' },
    {
      ...{ city_id: city.city.id, service_code: service.code, channel: oneOf(draw, channels) },
      ...{ answers: answersTo(service.questions), privacy_version: 1 },
      description: `${service.name}: reporte de la ciudad de prueba.`,
      place: pointInZone(city, frequencies.borough(draw), draw),
      identity: isNamed ? 'named' : 'anonymous',
      contact: isNamed ? { name: 'Rosa Núñez', email: `vecina${number}@correo.example` } : {},
      notify_by: isNamed ? 'email' : 'none',
    },
  );
  return filed.petition_id;
}

async function doStep(
  scene: Scene,
  { petition_id, step, days_ago }: { petition_id: string; step: Step; days_ago: number },
): Promise<void> {
  const { clerk } = scene;
  const app = at(scene, days_ago);
  if (step === 'accept') await acceptPetition(app, clerk, { petition_id });
  if (step === 'note')
    await addNote(app, clerk, { petition_id, body: 'Se pidió la visita de la cuadrilla.' });
  if (step === 'ask') await askCitizen(app, clerk, { petition_id, body: '¿Entre qué calles está?' });
  const citizen = { kind: 'citizen', petition_id } as const;
  if (step === 'answer') await answerQuestion(app, citizen, { petition_id, body: 'Frente al mercado.' });
  if (step === 'reply') await reply(scene, app, petition_id);
  if (step === 'close') await closeIfOver(app, petition_id);
}

async function closeIfOver(app: App, petition_id: string): Promise<void> {
  try {
    await closeAnsweredPetition(app, { kind: 'system' }, { petition_id });
  } catch (problem) {
    const isEarlyOrDone = problem instanceof Refused && expected.includes(problem.code);
    if (!isEarlyOrDone) throw problem;
  }
}

async function reply({ clerk, head, means_of_appeal }: Scene, app: App, petition_id: string): Promise<void> {
  const { reply_id } = await draftReply(app, clerk, {
    ...{ petition_id, outcome_code: 'resolved', means_of_appeal },
    next_step: 'Se revisará de nuevo en un mes.',
    body: 'La cuadrilla acudió al lugar y quedó resuelto. Si el problema vuelve, puede decirlo con su folio.',
  });
  const which = { petition_id, reply_id: reply_id! };
  try {
    await sendReply(app, clerk, which);
  } catch (problem) {
    if (!(problem instanceof Refused) || problem.code !== 'reply_needs_approval') throw problem;
    await submitReply(app, clerk, which);
    await approveReply(app, head, which);
    await sendReply(app, head, which);
  }
}

/** The same application at ten in the morning of that many days ago. */
function at({ app }: Scene, days_ago: number): App {
  const moment = new Date(Date.parse(app.now()) - days_ago * day_ms);
  if (days_ago > 0) moment.setUTCHours(16, 7, 0, 0);
  return { ...app, now: () => moment.toISOString() };
}
