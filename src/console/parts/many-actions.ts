import type { Permission, PetitionActionName } from '../api.generated.ts';
import { lifecycle } from '../../core/petitions/lifecycle.ts';

/** What can be done to many petitions at once; the server decides on each. */
export const manyActions = [
  'accept',
  'take',
  'assign_person',
  'transfer_unit',
  'set_priority',
  'note',
] as const;
export type ManyAction = (typeof manyActions)[number] & PetitionActionName;

/** Every one of them is the staff's, so each asks a permission. */
export const permissionOf = (action: ManyAction): Permission => lifecycle[action].permission as Permission;
export const needsInput = (action: ManyAction): boolean => action !== 'accept' && action !== 'take';
