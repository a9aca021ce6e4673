// The map, loaded only when it is asked for: the city's own boundaries and one pin. The pin is placed by a click or a
// touch, by the arrow keys (with Shift, ten times as far), or by typing coordinates; nothing has to be dragged.

const library = new URL('../maplibre/', import.meta.url);
const STEP = 0.0002;

/**
 * @param {HTMLElement} tools
 * @param {{ latitude: number, longitude: number } | null} start
 * @param {(latitude: number, longitude: number) => void} placed
 */
export async function openMap(tools, start, placed) {
  const holder = tools.querySelector('[data-map]');
  if (!(holder instanceof HTMLElement)) throw new Error('No place for the map');
  const maplibre = await loadLibrary();
  const zones = await fetch(tools.dataset['zones'] ?? '').then((answer) => answer.json());
  const [lon, lat] = (tools.dataset['center'] ?? '0,0').split(',').map(Number);
  holder.className = 'map';
  const style = tools.dataset['style'] || plainStyle(zones);
  const center = start === null ? [lon, lat] : [start.longitude, start.latitude];
  const map = new maplibre.Map({
    container: holder,
    style,
    center,
    zoom: start === null ? Number(tools.dataset['zoom'] ?? 10) : 15,
    attributionControl: tools.dataset['style'] ? {} : false,
    dragRotate: false,
    keyboard: false,
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right');
  const pin = new maplibre.Marker({ color: getComputedStyle(document.body).getPropertyValue('--accent') });
  const put = (/** @type {number} */ latitude, /** @type {number} */ longitude) => {
    pin.setLngLat([longitude, latitude]).addTo(map);
    placed(latitude, longitude);
  };
  if (start !== null) pin.setLngLat(center).addTo(map);
  if (!tools.dataset['style']) nameZones(maplibre, map, zones);
  map.on('click', (/** @type {{ lngLat: { lat: number, lng: number } }} */ { lngLat }) =>
    put(lngLat.lat, lngLat.lng),
  );
  const canvas = map.getCanvas();
  canvas.setAttribute('aria-label', tools.dataset['mapLabel'] ?? '');
  canvas.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const from = pin.getLngLat() ?? map.getCenter();
    const far = event.shiftKey ? STEP * 10 : STEP;
    const to = { lat: from.lat + by[1] * far, lng: from.lng + by[0] * far };
    put(to.lat, to.lng);
    map.panTo([to.lng, to.lat], { duration: 0 });
  });
  canvas.focus();
  return {
    moveTo(/** @type {number} */ latitude, /** @type {number} */ longitude) {
      pin.setLngLat([longitude, latitude]).addTo(map);
      map.jumpTo({ center: [longitude, latitude], zoom: Math.max(15, map.getZoom()) });
    },
  };
}

/**
 * The names of the boroughs as text of the page: a map without anybody else's tiles has no letters of its own.
 * @param {any} maplibre
 * @param {any} map
 * @param {{ features: { properties: { name: string, level: string }, geometry: { coordinates: unknown } }[] }} zones
 */
function nameZones(maplibre, map, zones) {
  for (const { properties, geometry } of zones.features) {
    if (properties.level === 'city') continue;
    const points = /** @type {number[]} */ (/** @type {unknown[]} */ (geometry.coordinates).flat(Infinity));
    const [east, north] = [points.filter((_, at) => at % 2 === 0), points.filter((_, at) => at % 2 === 1)];
    const middle = (/** @type {number[]} */ all) => (Math.min(...all) + Math.max(...all)) / 2;
    const element = document.createElement('span');
    element.className = 'map-name';
    element.textContent = properties.name;
    element.setAttribute('aria-hidden', 'true');
    new maplibre.Marker({ element }).setLngLat([middle(east), middle(north)]).addTo(map);
  }
}

/** @type {Record<string, [number, number]>} */
const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

async function loadLibrary() {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = new URL('maplibre-gl.css', library).href;
  document.head.append(sheet);
  const maplibre = await import(new URL('maplibre-gl.mjs', library).href);
  maplibre.setWorkerUrl(new URL('maplibre-gl-worker.mjs', library).href);
  return maplibre;
}

/** The boundaries alone, in the colours of the page: no tile of anybody else is asked for. */
function plainStyle(/** @type {unknown} */ zones) {
  const css = getComputedStyle(document.body);
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const line = css.getPropertyValue('--line-strong').trim() || '#857a6f';
  return {
    version: 8,
    sources: { zones: { type: 'geojson', data: zones } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': dark ? '#141110' : '#efe9e1' } },
      { id: 'inside', type: 'fill', source: 'zones', paint: { 'fill-color': dark ? '#26201c' : '#ffffff' } },
      { id: 'border', type: 'line', source: 'zones', paint: { 'line-color': line, 'line-width': 1.5 } },
    ],
  };
}
