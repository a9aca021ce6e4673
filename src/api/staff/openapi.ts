import { z } from 'zod';
import { routeTable, type RouteSpec } from './contract.ts';
import { errorBody } from './contract/wire.ts';
import { replies, requests } from './contract/registry.ts';

type Json = Record<string, unknown>;
const base = '/api/v1';

/** The named shapes as JSON Schema, by name; a shape that goes both ways is the same in both. */
export function componentSchemas(): Record<string, Json> {
  const uri = (name: string) => `#/components/schemas/${name}`;
  const options = { uri, unrepresentable: 'any', reused: 'inline' } as const;
  const asked = z.toJSONSchema(requests, { ...options, io: 'input' }).schemas;
  const answered = z.toJSONSchema(replies, { ...options, io: 'output' }).schemas;
  const all = Object.entries({ ...asked, ...answered }).map(
    ([name, schema]) => [name, bare(schema)] as const,
  );
  return Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The schema of one place of a route: a reference where it has a name. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const name = (io === 'input' ? requests : replies).get(schema)?.id;
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return bare(z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }));
}

/** The console API as an OpenAPI 3.1 document. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, spec] of Object.entries<RouteSpec>(routeTable)) {
    const path = base + spec.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[spec.method.toLowerCase()] = operation(name, spec);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Atiende: console API',
      version: '1',
      description:
        'JSON in snake_case, ids UUIDv7, instants ISO 8601 in UTC, lists paged by an opaque cursor. Every call but GET carries the header `X-Atiende: 1`; the session is a cookie. With `X-Atiende-User: <id>` a call is refused (412 `session_of_another`) where the session is another person’s.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'atiende_session' } },
    },
    security: [{ session: [] }],
  };
}

function operation(name: string, spec: RouteSpec): Json {
  const parameters = [
    ...parametersOf('path', spec.params),
    ...parametersOf('query', spec.query),
    ...(spec.method === 'GET' ? [] : [header('X-Atiende', true), header('Idempotency-Key', false)]),
  ];
  const body = spec.body === undefined ? undefined : schemaOf(spec.body, 'input');
  return {
    operationId: name,
    summary: spec.summary,
    'x-permission': spec.permission,
    ...(spec.permission === 'anybody' ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      '200': answerOf(spec),
      default: {
        description: 'A refusal, said in the language of the person.',
        content: { 'application/json': { schema: schemaOf(errorBody, 'output') } },
      },
    },
  };
}

function answerOf(spec: RouteSpec): Json {
  if (spec.reply !== undefined) {
    return {
      description: 'Done.',
      content: { 'application/json': { schema: schemaOf(spec.reply, 'output') } },
    };
  }
  const type = spec.raw === 'events' ? 'text/event-stream' : 'application/octet-stream';
  return { description: 'Bytes.', content: { [type]: { schema: { type: 'string' } } } };
}

function header(name: string, required: boolean): Json {
  return { name, in: 'header', required, schema: { type: 'string' } };
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = bare(
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }),
  ) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: of,
  }));
}

function bare(schema: unknown): Json {
  const { $schema: _, $id: __, id: ___, '~standard': ____, ...rest } = schema as Json;
  return rest;
}
