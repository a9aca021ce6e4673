import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const tracer = trace.getTracer('atiende');
const open = new WeakMap<FastifyRequest, { span: Span; inside: Context }>();

/** A span for each request, by the pattern of its address, under the trace that the caller began (W3C traceparent). */
export function traceRequests(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, next) => {
    const { method, routeOptions, id, headers } = request;
    const route = routeOptions.url ?? 'none';
    const attributes = { 'http.request.method': method, 'http.route': route, 'atiende.request_id': id };
    const span = tracer.startSpan(
      `${method} ${route}`,
      { kind: SpanKind.SERVER, attributes },
      parentIn(headers['traceparent']),
    );
    const inside = trace.setSpan(ROOT_CONTEXT, span);
    open.set(request, { span, inside });
    context.with(inside, next);
  });
  // The body is read outside of it: what follows is told again where it belongs.
  server.addHook('preValidation', (request, _reply, next) => {
    context.with(open.get(request)?.inside ?? ROOT_CONTEXT, next);
  });
  server.addHook('onResponse', async (request, { statusCode }) => {
    const { span } = open.get(request) ?? {};
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  });
}

/** https://www.w3.org/TR/trace-context/#traceparent-header */
function parentIn(header: string | string[] | undefined): Context {
  const found = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(String(header ?? ''));
  if (!found) return ROOT_CONTEXT;
  const [, traceId = '', spanId = '', flags = '00'] = found;
  return trace.setSpanContext(ROOT_CONTEXT, {
    ...{ traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true },
  });
}
