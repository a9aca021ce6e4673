import { z } from 'zod';

/** Named shapes: what the server answers, and what it is asked. Each becomes a component and a TypeScript type. */
export const replies = z.registry<{ id: string }>();
export const requests = z.registry<{ id: string }>();

export function reply<S extends z.ZodType>(name: string, schema: S): S {
  replies.add(schema, { id: name });
  return schema;
}

export function request<S extends z.ZodType>(name: string, schema: S): S {
  requests.add(schema, { id: name });
  return schema;
}

/** A shape that is the same in both directions. */
export function both<S extends z.ZodType>(name: string, schema: S): S {
  replies.add(schema, { id: name });
  requests.add(schema, { id: name });
  return schema;
}
