import { useQuery } from '@tanstack/react-query';
import {
  Map as MapView,
  Marker,
  NavigationControl,
  setWorkerUrl,
  type StyleSpecification,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef } from 'react';
import type { Catalogue } from '../api.generated.ts';
import { catalogueQuery } from '../api/reads.ts';
import { useWords } from '../language/words.ts';

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

interface Props {
  readonly pin: Point | null;
  /** Where the map may be pointed at; without it the map only shows. */
  readonly onPick?: (point: Point) => void;
}

setWorkerUrl(workerUrl);

/** The city by its own boundaries, without tiles of others unless a style is configured. */
export function CityMap({ pin, onPick }: Props) {
  const { t } = useWords();
  const { data } = useQuery(catalogueQuery);
  const box = useRef<HTMLDivElement>(null);
  const marker = useRef<Marker | null>(null);
  const view = useRef<MapView | null>(null);
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  }, [onPick]);
  const settings = data?.map;
  useEffect(() => {
    if (box.current === null || settings === undefined) return undefined;
    const [longitude = 0, latitude = 0] = settings.center;
    const map = new MapView({
      container: box.current,
      style: settings.style_url ?? styleOf(settings),
      center: [longitude, latitude],
      zoom: settings.zoom,
      attributionControl: false,
    });
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    map.on('click', ({ lngLat }) => pick.current?.({ latitude: lngLat.lat, longitude: lngLat.lng }));
    view.current = map;
    return () => {
      view.current = null;
      marker.current = null;
      map.remove();
    };
  }, [settings]);
  const latitude = pin?.latitude;
  const longitude = pin?.longitude;
  useEffect(() => {
    if (view.current === null || latitude === undefined || longitude === undefined) return;
    const at: [number, number] = [longitude, latitude];
    marker.current ??= new Marker({ color: colour('--accent') }).setLngLat(at).addTo(view.current);
    marker.current.setLngLat(at);
    view.current.easeTo({ center: at, zoom: Math.max(13, view.current.getZoom()), duration: 0 });
  }, [latitude, longitude, settings]);
  return <section ref={box} className="map" aria-label={t('console.place.map')} />;
}

const colour = (name: string): string =>
  resolved(getComputedStyle(document.documentElement).getPropertyValue(name).trim());

/** `light-dark(…)` as the one colour that holds now: the map draws on a canvas. */
function resolved(value: string): string {
  const probe = document.createElement('span');
  probe.style.color = value;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function styleOf({ zones_url }: Catalogue['map']): StyleSpecification {
  return {
    version: 8,
    sources: { zones: { type: 'geojson', data: new URL(zones_url, globalThis.location.href).href } },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': colour('--sunk') } },
      { id: 'zones', type: 'fill', source: 'zones', paint: { 'fill-color': colour('--paper') } },
      {
        ...{ id: 'borders', type: 'line', source: 'zones' },
        paint: { 'line-color': colour('--line-strong'), 'line-width': 1.2 },
      },
    ],
  };
}
