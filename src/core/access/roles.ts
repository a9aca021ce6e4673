import type { Permission } from './permissions.ts';

const reading: readonly Permission[] = ['petition.read', 'person.read'];
const filing: readonly Permission[] = [...reading, 'petition.file_for_other', 'petition.note', 'person.edit'];
const working: readonly Permission[] = [
  ...filing,
  'petition.read_private',
  'petition.accept',
  'petition.ask',
  'petition.update',
  'petition.reply',
  'petition.export',
];
const leading: readonly Permission[] = [
  ...working,
  'petition.assign_person',
  'petition.transfer_unit',
  'petition.extend',
  'petition.approve_reply',
  'petition.close',
  'petition.merge',
  'petition.split',
  'petition.reclassify',
  'petition.prioritise',
  'satisfaction.read',
  'critical_point.read',
  'critical_point.follow_up',
  'workload.read',
  'knowledge.edit',
  'knowledge.publish',
  'outbox.read',
];
const sorting: readonly Permission[] = [
  ...leading,
  'petition.triage',
  'petition.transfer_authority',
  'petition.moderate',
];

/** Roles every installation has; a pack adds its own. A role says what, a grant says where. */
export const builtInRoles: Readonly<Record<string, readonly Permission[]>> = {
  agent: [...filing, 'satisfaction.ask', 'knowledge.edit'],
  clerk: working,
  unit_head: leading,
  triage: sorting,
  supervisor: [
    ...sorting,
    'satisfaction.follow_up',
    'satisfaction.ask',
    'satisfaction.campaign',
    'reports.prepare',
    'work.reassign',
    'calendar.edit',
    'configuration.read',
  ],
  auditor: [
    'petition.read',
    'petition.read_private',
    'petition.export',
    'satisfaction.read',
    'critical_point.read',
    'configuration.read',
    'outbox.read',
    'audit.read',
  ],
  administrator: [
    'petition.read',
    'petition.export',
    'satisfaction.read',
    'critical_point.read',
    'satisfaction.campaign',
    'reports.prepare',
    'reports.publish',
    'knowledge.edit',
    'knowledge.publish',
    'work.reassign',
    'calendar.edit',
    'configuration.read',
    'configuration.edit',
    'users.manage',
    'units.manage',
    'outbox.read',
    'audit.read',
  ],
  reserved_identity_reader: ['petition.read', 'petition.read_private', 'petition.read_reserved_identity'],
};
