import { placeClassOf } from '../../../../core/open-data/place-class.ts';
import type { Row } from '../../../../core/open-data/dataset.ts';
import type { Dataset } from '../dataset.ts';
import { placeClassWords } from '../words.ts';

/** The catalogue: what a petition can be about. */
export const services: Dataset = {
  shape: {
    code: 'temas',
    by_month: false,
    primary_key: ['tema'],
    foreign_keys: [],
    columns: [
      { name: 'tema', type: 'string', required: true },
      { name: 'nombre', type: 'string', required: true },
      { name: 'grupo', type: 'string' },
      { name: 'tipo', type: 'string', required: true },
      { name: 'clase_ubicacion', type: 'string', required: true, values: Object.values(placeClassWords) },
      { name: 'vigente', type: 'boolean', required: true },
    ],
  },
  rows: ({ city, groups }) =>
    [...city.services.values()]
      .sort((one, other) => (one.code < other.code ? -1 : 1))
      .map((service): Row => {
        const visibility =
          service.visibility ?? city.kinds.get(service.kind_code)?.default_visibility ?? 'private';
        return {
          ...{ tema: service.code, nombre: service.name, tipo: service.kind_code },
          grupo: service.group_id === null ? null : (groups.get(service.group_id) ?? null),
          clase_ubicacion: placeClassWords[placeClassOf({ visibility, service })],
          vigente: service.is_active,
        };
      }),
};
