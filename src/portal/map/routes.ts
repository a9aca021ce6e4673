import type { FastifyInstance } from 'fastify';

/** `/mapa/zonas.json`: the city's boundaries as GeoJSON, for a map without anybody else's tiles. */
export function mapRoutes(server: FastifyInstance): void {
  server.get('/mapa/zonas.json', async (request, reply) => {
    const features = [...request.city.zones.values()]
      .filter(({ geometry, level }) => geometry !== null && level !== 'neighbourhood')
      .map(({ code, name, level, geometry }) => ({
        type: 'Feature',
        properties: { code, name, level },
        geometry,
      }));
    return reply
      .header('cache-control', 'public, max-age=3600')
      .type('application/geo+json')
      .send({ type: 'FeatureCollection', features });
  });
}
