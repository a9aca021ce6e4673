import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../core/access/actor.ts';
import type { Grant, Permission } from '../core/access/permissions.ts';
import type { DB } from '../store/schema.generated.ts';

type Petitions = ExpressionBuilder<DB & { p: DB['petitions'] }, 'p'>;

/**
 * Which petitions (alias `p`) the actor may see: the one place where visibility is decided for lists, search,
 * counts, exports and single reads alike. What it leaves out does not exist for the actor (404).
 */
export function visiblePetitions(actor: Actor, permission: Permission = 'petition.read') {
  return (eb: Petitions): Expression<SqlBool> => {
    switch (actor.kind) {
      case 'system':
        return sql<SqlBool>`true`;
      case 'staff':
        return eb.or(
          actor.grants
            .filter((grant) => grant.permissions.includes(permission))
            .map((grant) => seenBy(grant)),
        );
      case 'citizen':
        return actor.petition_id === null ? listedPublicly() : sql<SqlBool>`p.id = ${actor.petition_id}`;
      case 'api':
        return sql<SqlBool>`p.city_id = ${actor.city_id} and ${listedPublicly()}`;
      case 'public':
        return listedPublicly();
    }
  };
}

/** Petitions that the public may know of. */
export function listedPublicly(): Expression<SqlBool> {
  return sql<SqlBool>`(p.visibility in ('public', 'masked') and p.moderation <> 'quarantined')`;
}

function seenBy(grant: Grant): Expression<SqlBool> {
  const parts = [sql<SqlBool>`p.city_id = ${grant.city_id}`];
  if (grant.authority_id !== null)
    parts.push(sql<SqlBool>`p.authority_ids @> array[${grant.authority_id}::uuid]`);
  if (grant.unit_ids !== null) {
    const units = sql`${sql.val([...grant.unit_ids])}::uuid[]`;
    parts.push(sql<SqlBool>`(p.unit_id = any(${units}) or exists (
      select from assignments a where a.petition_id = p.id and a.unit_id = any(${units})))`);
    // A complaint about an official is hidden from that official's unit.
    parts.push(sql<SqlBool>`(p.named_unit_id is null or p.named_unit_id <> all(${units}))`);
  }
  if (!grant.permissions.includes('petition.read_private')) {
    parts.push(sql<SqlBool>`p.visibility in ('public', 'masked')`);
  }
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}
