import { SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import { Refused } from './refused.ts';

const tracer = trace.getTracer('atiende');

/**
 * Does the work inside a span of its own, under the one that is open. Where nobody collects traces this costs a call.
 * Names and codes only: neither input nor the text of an error is ever told.
 */
export async function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, { kind: SpanKind.INTERNAL, attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      tellError(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A refusal is an answer and no error: its code says which. */
function tellError(span: Span, error: unknown): void {
  if (error instanceof Refused) return void span.setAttribute('atiende.refusal', error.code);
  const { name, code } = error as { name?: string; code?: unknown };
  span.setAttribute('error.type', typeof code === 'string' ? code : (name ?? 'unknown'));
  span.setStatus({ code: SpanStatusCode.ERROR });
}
