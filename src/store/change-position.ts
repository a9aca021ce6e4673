/**
 * Positions are of one server: another one counts its transactions from elsewhere (a restored backup), and after a
 * promotion the same number may be another transaction. Neither says so of itself.
 */
export const lineage = `(select c.system_identifier || '.' || d.oid || '.' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
  from pg_control_system() c, pg_database d where d.datname = current_database())`;
/** Where one is now. */
export const here = `${lineage} || '~' || pg_current_snapshot()`;

/** Petitions that changed after $1 and are seen now. The first condition finds them by the index, the others say it exactly. */
export const changed = `changed_in >= pg_snapshot_xmin($1::pg_snapshot)
  and not pg_visible_in_snapshot(changed_in, $1::pg_snapshot)
  and pg_visible_in_snapshot(changed_in, pg_current_snapshot())`;

/** `<server>.<database>.<timeline>~<snapshot>`, as it was written here; null for anything else. */
export function readPosition(position: string): { lineage: string; snapshot: string } | null {
  const [, of, snapshot] =
    /^(\d+\.\d+\.[0-9A-F]{8})~(\d{1,19}:\d{1,19}:[\d,]{0,20000})$/.exec(position) ?? [];
  return of === undefined || snapshot === undefined ? null : { lineage: of, snapshot };
}
