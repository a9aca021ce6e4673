import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import {
  filedBefore,
  fileServiceRequest,
  type FiledServiceRequest,
} from '../../actions/open311/file-service-request.ts';
import { forgetMedia } from '../../actions/open311/forget-media.ts';
import { postRequestUpdate } from '../../actions/open311/post-request-update.ts';
import type { ApiActor } from '../../actions/open311/sender.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { readForm, type Form } from '../../server/form.ts';
import { answer, argument, cityOfCall, formatNamed, senderOfCall } from './call.ts';
import type { Document } from './document.ts';
import { bringsMedia, keepMedia, type KeptMedia } from './keep-media.ts';
import { Open311Problem, refusedWith } from './problem.ts';
import { readReport, type Report } from './read-report.ts';
import { readUpdate, unknownRequest } from './read-update.ts';

export interface PostOptions {
  readonly trusted_origins: readonly string[];
}

interface Call {
  readonly form: Form;
  readonly city: CityConfiguration;
  readonly actor: ApiActor;
}

/** The two calls that write: POST requests and POST servicerequestupdates. */
export function postRoutes(scope: FastifyInstance, app: App, options: PostOptions): void {
  scope.post<{ Params: { format: string } }>('/requests.:format', async (request, reply) => {
    const format = formatNamed(request.params.format);
    const call = await openCall(app, request);
    const filed = await fileReport(app, { ...call, request, options });
    return answer(reply, format, filedDocument(call.city, filed));
  });
  scope.post<{ Params: { format: string } }>('/servicerequestupdates.:format', async (request, reply) => {
    const format = formatNamed(request.params.format);
    const call = await openCall(app, request);
    const message_id = await postUpdate(app, { ...call, request, options });
    return answerUpdate(reply, format, message_id);
  });
}

function answerUpdate(reply: FastifyReply, format: 'xml' | 'json', update_id: string): FastifyReply {
  return answer(reply, format, { root: 'service_request_updates', content: [{ update_id }] });
}

/** The form, its city and its key; the key may stand in the address too. */
async function openCall(app: App, request: FastifyRequest): Promise<Call> {
  const form = await readForm(request);
  const given = (name: string) => argument(form.fields, name) || argument(request.query, name);
  const city = await cityOfCall(app, request, given('jurisdiction_id'));
  return { form, city, actor: await senderOfCall(app, city, given('api_key')) };
}

type Doing = Call & { readonly request: FastifyRequest; readonly options: PostOptions };

async function fileReport(app: App, doing: Doing): Promise<FiledServiceRequest> {
  const { form, city, actor, request } = doing;
  const report = readReport(form, {
    city,
    service: serviceOf(doing),
    language: request.language,
    idempotency_key: String(request.headers['idempotency-key'] ?? '').trim(),
  });
  if (report.unknown_attributes.length > 0) {
    // How many, not which: a name that somebody made up may be anything.
    request.log.info({ count: report.unknown_attributes.length }, 'attributes that were not asked');
  }
  const { city_id } = report.filing;
  const { evidence, content } = report;
  const before = bringsMedia(form) ? await filedBefore(app, actor, { city_id, evidence, content }) : null;
  return before ?? withMedia(app, doing, (media) => fileNew(app, doing, { report, media }));
}

function serviceOf({ form, city, request }: Doing) {
  const value = argument(form.fields, 'service_code') || argument(request.query, 'service_code');
  if (value === '') throw new Open311Problem(400, [{ code: 'service_missing' }]);
  const service = city.services_by_code.get(value);
  if (!service?.is_active) throw new Open311Problem(404, [{ code: 'service_unknown', values: { value } }]);
  return service;
}

async function fileNew(
  app: App,
  { actor }: Doing,
  { report, media }: { report: Report; media: KeptMedia },
): Promise<FiledServiceRequest> {
  const { filing, evidence, content } = report;
  return fileServiceRequest(app, actor, { ...filing, evidence, content, ...media });
}

/** Images are fetched and drawn anew before the transaction; those that it did not take are removed. */
async function withMedia<T>(app: App, doing: Doing, work: (media: KeptMedia) => Promise<T>): Promise<T> {
  const { actor, city, request, options } = doing;
  const media = await keepMedia(app, doing, { language: request.language, ...options });
  try {
    return await work(media);
  } finally {
    await forgetMedia(app, actor, { city_id: city.city.id, file_ids: media.file_ids });
  }
}

function filedDocument(city: CityConfiguration, filed: FiledServiceRequest): Document {
  const service = city.services_by_code.get(filed.service_code);
  const number =
    service?.response_type === 'blackbox'
      ? {}
      : filed.token === null
        ? { service_request_id: filed.folio }
        : { token: filed.token };
  const content = [{ ...number, service_notice: service?.notice || undefined }];
  return { root: 'service_requests', content };
}

async function postUpdate(app: App, doing: Doing): Promise<string> {
  const { form, city, actor } = doing;
  const update = readUpdate(form);
  const city_id = city.city.id;
  try {
    return await withMedia(app, doing, async ({ file_ids }) => {
      const posted = await postRequestUpdate(app, actor, { ...update, city_id, file_ids });
      return posted.message_id;
    });
  } catch (error) {
    throw refusedWith(error, 'not_found') ? unknownRequest(update.folio) : error;
  }
}
