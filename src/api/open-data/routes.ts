import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import { dataPackage } from '../../core/open-data/data-package.ts';
import { parseFileName } from '../../core/open-data/dataset.ts';
import { licenceOf } from '../../core/open-data/licences.ts';
import { dictionaryOf } from '../../core/open-data/dictionary.ts';
import { languageOf, say, type Language } from '../../core/language/sentences.ts';
import { datasetNamed, datasets } from '../../queries/public/open-data/datasets.ts';
import { publicationOf, publishedFile } from '../../queries/public/open-data/publication.ts';
import { sendJsonError } from '../../server/errors.ts';
import { catalogueRoutes, sendText } from './catalogue-routes.ts';
import { sendFile, sendForExcel } from './send-file.ts';

interface Named {
  Params: { file: string };
}

/**
 * What programs take of the open data: files, dictionaries, the data package and the catalogues. Anybody may read them
 * from anywhere, without a key; the page for people is `/datos-abiertos` of the portal.
 */
export function openDataRoutes(app: App): FastifyPluginAsync {
  return async (scope) => {
    scope.setErrorHandler((error, request, reply) => sendJsonError(error, request, reply));
    scope.addHook('onRequest', async (_request, reply) => {
      void reply.headers({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'ETag, Last-Modified, Content-Range, Accept-Ranges, Repr-Digest',
        'cross-origin-resource-policy': 'cross-origin',
      });
    });
    catalogueRoutes(scope, app);
    fileRoutes(scope, app);
    tableRoutes(scope, app);
  };
}

function fileRoutes(scope: FastifyInstance, app: App): void {
  // Compressed here, where the tag says so, and never a part.
  scope.get<Named>('/datos-abiertos/archivos/:file', { compress: false }, async (request, reply) => {
    const name = parseFileName(request.params.file);
    if (name === null) throw new Refused('not_found');
    const file = await publishedFile(app.database, { ...name, city_id: request.city.city.id });
    if (file === null) throw new Refused('not_found');
    const forExcel = name.format === 'csv' && (request.query as { excel?: unknown }).excel === '1';
    return (forExcel ? sendForExcel : sendFile)({ app, request, reply }, file);
  });
}

function tableRoutes(scope: FastifyInstance, app: App): void {
  scope.get('/datos-abiertos/datapackage.json', async (request, reply) => {
    const { city } = request.city;
    const language = languageAsked(request);
    const publication = await publicationOf(app.database, city.id);
    if (publication === null) throw new Refused('not_found');
    const asked = {
      language,
      shapes: datasets.map(({ shape }) => shape),
      publication,
      name: `solicitudes-${city.code}`,
      title: say(language, 'open_data.catalogue.title', { city: city.name }),
      licence: licenceOf(city.settings),
      homepage: `${app.public_url}${request.base}/datos-abiertos`,
    };
    const text = JSON.stringify(dataPackage(asked), null, 2);
    return sendText({ request, reply }, 'application/json; charset=utf-8', text);
  });
  scope.get<Named>('/datos-abiertos/diccionarios/:file', async (request, reply) => {
    const code = /^([a-z]+)\.csv$/.exec(request.params.file)?.[1];
    const dataset = code === undefined ? null : datasetNamed(code);
    if (dataset === null) throw new Refused('not_found');
    void reply.header('content-disposition', `attachment; filename="diccionario-${code}.csv"`);
    const publication = await publicationOf(app.database, request.city.city.id);
    const text = dictionaryOf(dataset.shape, languageAsked(request), publication?.diversity);
    return sendText({ request, reply }, 'text/csv; charset=utf-8; header=present', text);
  });
}

/** A file says its language in its address, so that it can be kept: the city's own, or `?idioma=en`. */
function languageAsked(request: FastifyRequest): Language {
  const { idioma } = request.query as { idioma?: unknown };
  return idioma === 'en' || idioma === 'es' ? idioma : languageOf(request.city.city.locale);
}
