/**
 * Sends traces to a collector, OTLP over HTTP (JSON), at `<endpoint>/v1/traces`; the other OTEL_EXPORTER_OTLP_… variables
 * and OTEL_SERVICE_NAME mean what the OpenTelemetry specification says. Loaded only when asked for.
 * @returns a function that sends what is left and ends it
 */
export async function startTracing(): Promise<() => Promise<void>> {
  const [api, sdk, exporter, hooks, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/resources'),
  ]);
  const { OTEL_SERVICE_NAME: named = '' } = process.env;
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': named === '' ? 'atiende' : named }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new exporter.OTLPTraceExporter() })],
  });
  api.context.setGlobalContextManager(new hooks.AsyncLocalStorageContextManager().enable());
  api.trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}
