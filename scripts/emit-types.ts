import { routeTable, type RouteSpec } from '../src/api/staff/contract.ts';
import { componentSchemas, schemaOf } from '../src/api/staff/openapi.ts';

type Json = { readonly [key: string]: unknown };

/** The console's types: one per named shape, and `Api` with what each address takes and answers. */
export function emitTypes(): string {
  const shapes = Object.entries(componentSchemas()).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};`,
  );
  const routes = Object.entries<RouteSpec>(routeTable).map(
    ([name, spec]) => `  ${name}: ${routeType(spec)};`,
  );
  const table = Object.entries<RouteSpec>(routeTable).map(
    ([name, { method, path }]) => `  ${name}: { method: '${method}', path: '${path}' },`,
  );
  return [
    '// Generated from the contract of the console API by scripts/generate-openapi.ts; do not edit.',
    ...shapes,
    '/** What each address takes and answers; `undefined` where there is nothing. */',
    `export interface Api {\n${routes.join('\n')}\n}`,
    '/** Under /api/v1. */',
    `export const apiRoutes = {\n${table.join('\n')}\n} as const satisfies Record<keyof Api, { method: string; path: string }>;`,
    '',
  ].join('\n\n');
}

function routeType(spec: RouteSpec): string {
  const part = (schema: RouteSpec['body'], io: 'input' | 'output') =>
    schema === undefined ? 'undefined' : typeOf(schemaOf(schema, io) as Json);
  return `{ params: ${part(spec.params, 'input')}; query: ${part(spec.query, 'input')}; body: ${part(
    spec.body,
    'input',
  )}; reply: ${part(spec.reply, 'output')} }`;
}

function typeOf(schema: Json): string {
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1)!;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (choices !== undefined) return choices.map((choice) => `(${typeOf(choice)})`).join(' | ');
  if (Array.isArray(schema.allOf))
    return (schema.allOf as Json[]).map((part) => `(${typeOf(part)})`).join(' & ');
  // `string | null` may come as a list of types.
  if (Array.isArray(schema.type))
    return (schema.type as string[]).map((type) => typeOf({ ...schema, type })).join(' | ');
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `ReadonlyArray<${typeOf((schema.items ?? {}) as Json)}>`;
    case 'object':
      return objectType(schema);
    default:
      return 'unknown';
  }
}

function objectType(schema: Json): string {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  const required = (schema.required ?? []) as string[];
  const rest = schema.additionalProperties;
  if (properties.length === 0) {
    if (rest === undefined || rest === false) return 'Record<string, never>';
    return recordType(schema, typeOf(rest === true ? {} : (rest as Json)));
  }
  const fields = properties.map(([name, of]) => {
    const optional = required.includes(name) ? '' : '?';
    return `  readonly ${JSON.stringify(name)}${optional}: ${typeOf(of)}${optional === '' ? '' : ' | undefined'};`;
  });
  const open = rest !== undefined && rest !== false ? ['  readonly [more: string]: unknown;'] : [];
  return `{\n${[...fields, ...open].join('\n')}\n}`;
}

function recordType(schema: Json, value: string): string {
  const names = schema.propertyNames as Json | undefined;
  if (names !== undefined && (names.$ref !== undefined || names.enum !== undefined)) {
    return `{ readonly [K in ${typeOf(names)}]: ${value} }`;
  }
  return `{ readonly [key: string]: ${value} }`;
}
