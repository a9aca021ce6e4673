import type { Zone } from '../../core/cities/configuration.ts';
import type { DraftData } from '../../queries/citizen/draft-data.ts';
import { placeOf } from '../../queries/citizen/draft-plan.ts';
import { serviceOf } from '../../queries/citizen/draft-steps.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import {
  choiceField,
  selectField,
  textField,
  type FormState,
  type TextFieldParts,
} from '../layout/fields.ts';
import { icon } from '../layout/icons.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { sayFields, type Step, type Taken } from './step.ts';

const UNKNOWN = 'no-se';
/** More would weigh more than the page. */
const MOST_NAMES = 400;

/** Where it is: written, chosen from lists, or by coordinates that the location button and the map fill in. */
export const whereStep: Step = {
  view({ visit, draft }, form) {
    const { say } = visit;
    const title = say('portal.filing.where.title');
    const state = form ?? { values: valuesOfPlace(draft.data), errors: {} };
    const optional = serviceOf(visit.city, draft.data)?.location === 'optional';
    const body = html`<h1>${title}</h1>
      ${
        optional
          ? choiceField(
              visit,
              {
                name: 'sin_lugar',
                label: say('portal.filing.where.nowhere_question'),
                many: true,
                choices: [{ value: 'si', label: say('portal.filing.where.nowhere') }],
              },
              state,
            )
          : null
      }
      ${locationTools(visit)} ${written(visit, state)} ${coordinates(visit, state)}`;
    return { title, body, scripts: ['place.js'] };
  },

  read({ visit, draft }, form) {
    return readPlace(visit, draft.data, form);
  },
};

function valuesOfPlace({ place }: DraftData): FormState['values'] {
  return {
    sin_lugar: place.nowhere ? 'si' : '',
    direccion: place.address_text,
    referencia: place.place_note,
    zona: place.zone_code,
    colonia: place.neighbourhood,
    latitud: place.latitude === null ? '' : String(place.latitude),
    longitud: place.longitude === null ? '' : String(place.longitude),
  };
}

/** Hidden until the module that serves them is there. */
function locationTools({ say, paths, city }: Visit): Html {
  const { center, zoom, style_url } = city.city.settings.map;
  return html`<div
    class="actions location-tools"
    hidden
    data-zones="${paths.zones()}"
    data-center="${center.join(',')}"
    data-zoom="${zoom}"
    data-style="${style_url ?? ''}"
    data-map-label="${say('portal.filing.where.map_label')}"
    data-searching="${say('portal.filing.where.searching')}"
    data-found="${say('portal.filing.where.found')}"
    data-denied="${say('portal.filing.where.denied')}"
    data-placed="${say('portal.filing.where.placed')}"
  >
    <button class="button second" type="button" data-do="locate">
      ${icon('pin')} ${say('portal.filing.where.use_my_location')}
    </button>
    <button class="button second" type="button" data-do="map">${say('portal.filing.where.open_map')}</button>
    <p class="small soft" role="status" data-says></p>
    <div data-map></div>
  </div>`;
}

function written(visit: Visit, state: FormState): Html {
  const { say } = visit;
  const line = (name: string, label: string, more: Partial<TextFieldParts> = {}) =>
    textField(visit, { name, label, longest: 300, ...more }, state);
  const address = { help: say('portal.filing.where.address_help'), autocomplete: 'address-line1' };
  const note = { help: say('portal.filing.where.note_help'), optional: true };
  return html`${line('direccion', say('portal.filing.where.address'), address)} ${boroughField(visit, state)}
  ${neighbourhoodField(visit, state)} ${line('referencia', say('portal.filing.where.note'), note)}`;
}

function boroughField(visit: Visit, state: FormState): Html | null {
  const { say } = visit;
  const boroughs = zonesOf(visit, 'borough').map(({ code, name }) => ({ value: code, label: name }));
  if (boroughs.length < 2) return null;
  const field = {
    name: 'zona',
    label: say('portal.filing.where.borough'),
    nothing: say('portal.filing.where.choose'),
    choices: [...boroughs, { value: UNKNOWN, label: say('portal.filing.where.unknown') }],
  };
  return selectField(visit, field, state);
}

/** Written as it is called; the names that the pack knows are offered while writing. */
function neighbourhoodField(visit: Visit, state: FormState): Html {
  const names = [...new Set(zonesOf(visit, 'neighbourhood').map(({ name }) => name))].slice(0, MOST_NAMES);
  const list = names.length === 0 ? {} : { list: 'colonias' };
  const label = visit.say('portal.filing.where.neighbourhood');
  const options = names.map((name) => html`<option value="${name}"></option>`);
  return html`${textField(visit, { name: 'colonia', label, optional: true, longest: 120, ...list }, state)}
  ${names.length === 0 ? null : html`<datalist id="colonias">${options}</datalist>`}`;
}

function coordinates(visit: Visit, state: FormState): Html {
  const { say } = visit;
  const open = state.errors['latitud'] !== undefined || state.errors['longitud'] !== undefined;
  const field = (name: string, label: string) =>
    textField(
      visit,
      { name, label, inputmode: 'decimal', width: 'short', optional: true, longest: 24 },
      state,
    );
  return html`<details class="coordinates" ${open ? 'open' : null}>
    <summary>${say('portal.filing.where.coordinates')}</summary>
    <p class="help">${say('portal.filing.where.coordinates_help')}</p>
    ${field('latitud', say('portal.filing.where.latitude'))}
    ${field('longitud', say('portal.filing.where.longitude'))}
  </details>`;
}

function zonesOf({ city }: Visit, level: Zone['level']): Zone[] {
  return [...city.zones.values()]
    .filter((zone) => zone.level === level)
    .sort((one, other) => one.name.localeCompare(other.name, city.city.locale));
}

function readPlace(visit: Visit, draft: DraftData, form: Form): Taken {
  const optional = serviceOf(visit.city, draft)?.location === 'optional';
  const zona = fieldOf(form, 'zona');
  const place = {
    address_text: fieldOf(form, 'direccion').trim().slice(0, 300),
    place_note: fieldOf(form, 'referencia').trim().slice(0, 300),
    neighbourhood: fieldOf(form, 'colonia').trim().slice(0, 120),
    zone_code: visit.city.zones.has(zona) ? zona : '',
    nowhere: optional && fieldOf(form, 'sin_lugar') === 'si',
    ...pointIn(form),
  };
  if (place.nowhere)
    return { data: { ...draft, place: { ...place, latitude: null, longitude: null } }, errors: {} };
  const point = pointIn(form);
  const errors = {
    ...pointErrors(form),
    ...(point.latitude === null ? listErrors(visit, { ...place, zona, optional }) : {}),
  };
  if (Object.keys(errors).length > 0) return { data: draft, errors: sayFields(visit, errors) };
  return settle(visit, { ...draft, place });
}

const decimal = (text: string): number =>
  /^-?\d{1,3}([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : NaN;

function pointIn(form: Form): { latitude: number | null; longitude: number | null } {
  const [latitude, longitude] = [decimal(fieldOf(form, 'latitud')), decimal(fieldOf(form, 'longitud'))];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
    ? { latitude, longitude }
    : { latitude: null, longitude: null };
}

function pointErrors(form: Form): Record<string, string> {
  const [latitude, longitude] = [fieldOf(form, 'latitud').trim(), fieldOf(form, 'longitud').trim()];
  if (latitude === '' && longitude === '') return {};
  if (latitude === '') return { latitud: 'point_incomplete' };
  if (longitude === '') return { longitud: 'point_incomplete' };
  return {
    ...(Math.abs(decimal(latitude)) <= 90 ? {} : { latitud: 'point_invalid' }),
    ...(Math.abs(decimal(longitude)) <= 180 ? {} : { longitud: 'point_invalid' }),
  };
}

function listErrors(
  visit: Visit,
  place: { address_text: string; place_note: string; zona: string; optional: boolean },
): Record<string, string> {
  const empty = place.address_text === '' && place.place_note === '' && place.zona === '';
  if (empty && place.optional) return { sin_lugar: 'place_or_nowhere' };
  return {
    ...(place.address_text === '' && place.place_note === '' ? { direccion: 'place_required' } : {}),
    ...(place.zona === '' && zonesOf(visit, 'borough').length > 1 ? { zona: 'zone_required' } : {}),
  };
}

/** A point decides its zone; on a border the person does, and outside the city nobody can. */
function settle(visit: Visit, data: DraftData): Taken {
  const { latitude, longitude, zone_code } = data.place;
  if (latitude === null || longitude === null) return { data, errors: {} };
  const found = placeOf(visit.city, { latitude, longitude });
  if (found.outside) return { data, errors: sayFields(visit, { latitud: 'place_outside' }) };
  if (found.on_border.length > 1 && !found.on_border.includes(zone_code)) {
    const names = found.on_border.map((code) => visit.city.zones.get(code)?.name ?? code).join(', ');
    return { data, errors: { zona: visit.say('field.border_choose', { names }) } };
  }
  const kept = found.on_border.includes(zone_code) ? zone_code : (found.zone ?? zone_code);
  return { data: { ...data, place: { ...data.place, zone_code: kept } }, errors: {} };
}
