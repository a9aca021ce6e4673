import { SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';

const tracer = trace.getTracer('atiende');

/**
 * A span for one statement, where a trace is being recorded: what it does and to which table. Neither its text nor its
 * values: both may hold what people typed.
 */
export function statementSpan(text: unknown): Span | undefined {
  if (typeof text !== 'string' || trace.getActiveSpan()?.isRecording() !== true) return undefined;
  // Of several in one it is named after the first.
  const operation = (/^[\s(]*(?:with \w+ as \()?(\w+)/.exec(text)?.[1] ?? 'statement').toLowerCase();
  const table = /\b(?:from|into|update)\s+"?([a-z_]+)"?/i.exec(text)?.[1];
  return tracer.startSpan(table === undefined ? operation : `${operation} ${table}`, {
    kind: SpanKind.CLIENT,
    attributes: {
      ...{ 'db.system.name': 'postgresql', 'db.operation.name': operation },
      ...(table === undefined ? {} : { 'db.collection.name': table }),
    },
  });
}

/** Ends it with the code that the database gave, if it refused. */
export function endStatementSpan(span: Span | undefined, problem?: unknown): void {
  if (problem !== undefined) {
    const { code } = problem as { code?: unknown };
    span?.setAttribute('error.type', typeof code === 'string' ? code : 'unknown');
    span?.setStatus({ code: SpanStatusCode.ERROR });
  }
  span?.end();
}
