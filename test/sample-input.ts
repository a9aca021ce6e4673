import { z } from 'zod';

type Schema = Readonly<Record<string, unknown>>;

/** The smallest input that a schema takes, ids filled in by the name of their field. */
export function sampleInput(schema: z.ZodType, ids: Readonly<Record<string, string>>): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  return sample(json, { name: '', ids, definitions: (json['$defs'] ?? {}) as Record<string, Schema> });
}

interface Place {
  readonly name: string;
  readonly ids: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

function sample(schema: Schema, place: Place): unknown {
  if (typeof schema['$ref'] === 'string') {
    return sample(place.definitions[schema['$ref'].replace('#/$defs/', '')] ?? {}, place);
  }
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  if (Array.isArray(schema['allOf'])) {
    return Object.assign({}, ...schema['allOf'].map((part: Schema) => sample(part, place)));
  }
  const either = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (either) return sample(either.find(({ type }) => type !== 'null') ?? {}, place);
  switch (schema['type']) {
    case 'object':
      return sampleObject(schema, place);
    case 'array':
      return Number(schema['minItems'] ?? 0) > 0 ? [sample((schema['items'] ?? {}) as Schema, place)] : [];
    case 'number':
    case 'integer':
      return Math.max(1, Number(schema['minimum'] ?? 1));
    case 'boolean':
      return true;
    case 'string':
      return sampleText(schema, place);
    default:
      return place.ids[place.name] ?? null;
  }
}

function sampleObject(schema: Schema, place: Place): Record<string, unknown> {
  const fields = (schema['properties'] ?? {}) as Record<string, Schema>;
  const wanted = ((schema['required'] ?? []) as string[]).filter((name) => name in fields);
  return Object.fromEntries(wanted.map((name) => [name, sample(fields[name]!, { ...place, name })]));
}

function sampleText(schema: Schema, { name, ids }: Place): string {
  const known = ids[name];
  if (known !== undefined) return known;
  if (schema['contentEncoding'] === 'base64') return 'eHh4';
  switch (schema['format']) {
    case 'uuid':
      return '00000000-0000-7000-8000-000000000000';
    case 'date':
      return '2026-05-20';
    case 'date-time':
      return '2026-05-20T16:00:00Z';
    case 'email':
      return 'alguien@correo.example';
    default:
      return 'x'.repeat(Math.max(1, Number(schema['minLength'] ?? 1)));
  }
}
