import type { Row } from '../../../../core/open-data/dataset.ts';
import type { Dataset } from '../dataset.ts';

/** Who answers: the authorities and the units in them. */
export const units: Dataset = {
  shape: {
    code: 'unidades',
    by_month: false,
    primary_key: ['autoridad', 'unidad'],
    foreign_keys: [],
    columns: [
      { name: 'autoridad', type: 'string', required: true },
      { name: 'nombre_autoridad', type: 'string', required: true },
      { name: 'unidad', type: 'string', required: true },
      { name: 'nombre', type: 'string', required: true },
      { name: 'unidad_superior', type: 'string' },
      { name: 'vigente', type: 'boolean', required: true },
    ],
  },
  rows: ({ city }) =>
    [...city.units.values()]
      .map((unit): Row & { key: string } => {
        const authority = city.authorities.get(unit.authority_id);
        return {
          key: `${authority?.code} ${unit.code}`,
          ...{ autoridad: authority?.code ?? '', nombre_autoridad: authority?.name ?? '' },
          ...{ unidad: unit.code, nombre: unit.name, vigente: unit.is_active },
          unidad_superior: unit.parent_id === null ? null : (city.units.get(unit.parent_id)?.code ?? null),
        };
      })
      .sort((one, other) => (one.key < other.key ? -1 : 1)),
};
