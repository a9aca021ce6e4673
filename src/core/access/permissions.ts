/** What code asks for. Roles are data on top of these; no code asks for a role. */
export const permissions = [
  'petition.read',
  'petition.read_private',
  'petition.read_reserved_identity',
  'petition.file_for_other',
  'petition.accept',
  'petition.assign_person',
  'petition.transfer_unit',
  'petition.transfer_authority',
  'petition.ask',
  'petition.extend',
  'petition.note',
  'petition.update',
  'petition.reply',
  'petition.approve_reply',
  'petition.close',
  'petition.merge',
  'petition.split',
  'petition.reclassify',
  'petition.prioritise',
  'petition.moderate',
  'petition.triage',
  'petition.export',
  'satisfaction.read',
  'satisfaction.follow_up',
  'reports.prepare',
  'reports.publish',
  'satisfaction.ask',
  'satisfaction.campaign',
  'critical_point.read',
  'critical_point.follow_up',
  'workload.read',
  'knowledge.edit',
  'knowledge.publish',
  'person.read',
  'person.edit',
  'interactions.record',
  'interactions.read',
  'interactions.read_team',
  'correspondence.read',
  'correspondence.register',
  'correspondence.deliver',
  'quality.review',
  'telephony.supervise',
  'recordings.listen',
  'recordings.hold',
  'work.reassign',
  'calendar.edit',
  'configuration.read',
  'configuration.edit',
  'users.manage',
  'units.manage',
  'outbox.read',
  'audit.read',
] as const;
export type Permission = (typeof permissions)[number];

/** One grant as it stands in the actor: what, and where. Null authority: the whole city; null units: all of them. */
export interface Grant {
  readonly role_code: string;
  readonly permissions: readonly Permission[];
  readonly city_id: string;
  readonly authority_id: string | null;
  readonly unit_ids: readonly string[] | null;
}

/** Where something is: what a grant must reach. */
export interface Place {
  readonly city_id: string;
  readonly authority_id?: string | null;
  readonly unit_id?: string | null;
}

/** True when one grant carries the permission and reaches the place. */
export function grantsReach(grants: readonly Grant[], permission: Permission, place: Place): boolean {
  return grants.some((grant) => grant.permissions.includes(permission) && reaches(grant, place));
}

/** True when any grant carries the permission, wherever it reaches: for screens that list what may be seen. */
export function holdsAnywhere(grants: readonly Grant[], permission: Permission): boolean {
  return grants.some((grant) => grant.permissions.includes(permission));
}

function reaches(grant: Grant, place: Place): boolean {
  if (grant.city_id !== place.city_id) return false;
  if (grant.authority_id === null) return true;
  if (grant.authority_id !== place.authority_id) return false;
  if (grant.unit_ids === null) return true;
  return place.unit_id != null && grant.unit_ids.includes(place.unit_id);
}
