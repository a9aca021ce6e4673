import type { ClockState } from '../../../../core/deadlines/clock.ts';
import type { Row } from '../../../../core/open-data/dataset.ts';
import type { OutcomeClass, Stage } from '../../../../core/petitions/stages.ts';
import type { Dataset } from '../dataset.ts';
import type { PublishedPetition } from '../published-petition.ts';
import type { DatasetSource } from '../source.ts';
import { channelWords, monthOf, outcomeWords, placeClassWords, stageWords, wordFor } from '../words.ts';

/** One row for each petition: when, where, about what, with whom, how it ended and whether in time. */
export const petitions: Dataset = {
  shape: {
    code: 'solicitudes',
    by_month: true,
    primary_key: ['folio_publico'],
    foreign_keys: [{ columns: ['tema'], dataset: 'temas', reference: ['tema'] }],
    point: { latitude: 'lat_masc', longitude: 'lon_masc' },
    columns: [
      { name: 'folio_publico', type: 'string', required: true },
      { name: 'mes_recepcion', type: 'yearmonth', required: true },
      { name: 'fecha_recepcion', type: 'date' },
      { name: 'hora_recepcion', type: 'integer' },
      { name: 'estatus', type: 'string', required: true, values: Object.values(stageWords) },
      { name: 'tipo', type: 'string' },
      { name: 'grupo', type: 'string' },
      { name: 'tema', type: 'string' },
      { name: 'canal', type: 'string', required: true, values: Object.values(channelWords) },
      { name: 'autoridad', type: 'string' },
      { name: 'unidad', type: 'string' },
      { name: 'alcaldia', type: 'string' },
      { name: 'colonia', type: 'string' },
      { name: 'lat_masc', type: 'number' },
      { name: 'lon_masc', type: 'number' },
      { name: 'precision_m', type: 'integer' },
      { name: 'clase_ubicacion', type: 'string', values: Object.values(placeClassWords) },
      { name: 'resultado', type: 'string' },
      { name: 'clase_resultado', type: 'string', values: Object.values(outcomeWords) },
      { name: 'mes_respuesta', type: 'yearmonth' },
      { name: 'fecha_respuesta', type: 'date' },
      { name: 'mes_cierre', type: 'yearmonth' },
      { name: 'fecha_cierre', type: 'date' },
      { name: 'fecha_limite', type: 'date' },
      { name: 'dias_habiles', type: 'integer' },
      { name: 'en_plazo', type: 'boolean' },
      { name: 'resuelta_en_plazo', type: 'boolean' },
      { name: 'prorroga', type: 'boolean', required: true },
      { name: 'traslados', type: 'integer', required: true },
      { name: 'reaperturas', type: 'integer', required: true },
      { name: 'adhesiones', type: 'integer', required: true },
      { name: 'generalizacion', type: 'integer', required: true },
    ],
  },
  rows: (source, found) => found.map((petition) => petitionRow(source, petition)),
};

function petitionRow(source: DatasetSource, petition: PublishedPetition): Row {
  const { row, clocks } = petition;
  const reply = clocks.get('reply');
  return {
    folio_publico: petition.public_name,
    ...whenOf(petition),
    estatus: stageWords[row.stage as Stage],
    canal: wordFor(channelWords, row.channel),
    ...aboutWhat(source, petition),
    ...whereOf(petition),
    resultado: row.outcome_code,
    clase_resultado: row.outcome_class === null ? null : outcomeWords[row.outcome_class as OutcomeClass],
    fecha_limite: petition.shows_day ? (reply?.due_on ?? null) : null,
    dias_habiles: petition.shows_authority ? businessDays(reply) : null,
    en_plazo: inTime(reply),
    resuelta_en_plazo: inTime(clocks.get('resolve')),
    prorroga: row.extended,
    traslados: row.transferred_count,
    reaperturas: row.reopened_count,
    adhesiones: row.supporters_count,
    generalizacion: petition.step,
  };
}

function whenOf({ row, month, shows_day, shows_hour }: PublishedPetition): Row {
  return {
    mes_recepcion: month,
    fecha_recepcion: shows_day ? row.day : null,
    hora_recepcion: shows_hour ? row.hour : null,
    mes_respuesta: monthOf(row.replied_on),
    fecha_respuesta: shows_day ? row.replied_on : null,
    mes_cierre: monthOf(row.closed_on),
    fecha_cierre: shows_day ? row.closed_on : null,
  };
}

function aboutWhat({ city }: DatasetSource, petition: PublishedPetition): Row {
  const { row, service, group, shows_service, shows_authority } = petition;
  return {
    tipo: shows_service ? row.kind_code : null,
    grupo: group,
    tema: service?.code ?? null,
    autoridad: shows_authority ? (city.authorities.get(row.current_authority_id)?.code ?? null) : null,
    unidad: shows_service ? (city.units.get(row.unit_id)?.code ?? null) : null,
  };
}

function whereOf({ place, point, place_class }: PublishedPetition): Row {
  return {
    alcaldia: place.borough?.code ?? null,
    colonia: place.neighbourhood?.name ?? null,
    lat_masc: point?.latitude ?? null,
    lon_masc: point?.longitude ?? null,
    precision_m: point?.precision_m ?? null,
    clase_ubicacion: place_class === null ? null : placeClassWords[place_class],
  };
}

/** Days that the reply took, as the clock of the authority counted them. */
function businessDays(clock: ClockState | undefined): number | null {
  if (clock === undefined || clock.met_at === null || clock.term.unit !== 'business_days') return null;
  return clock.days_used;
}

/** Null while it runs in time: nobody knows yet. */
function inTime(clock: ClockState | undefined): boolean | null {
  if (clock === undefined) return null;
  if (clock.met_in_time !== null) return clock.met_in_time;
  return clock.status === 'missed' ? false : null;
}
