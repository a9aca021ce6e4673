import { sql, type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor, StaffActor } from '../core/access/actor.ts';
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
        return eb.or(grantsOf(actor, permission).map((grant) => seenBy(grant)));
      case 'citizen':
        return actor.petition_id === null ? listedPublicly() : sql<SqlBool>`p.id = ${actor.petition_id}`;
      case 'api':
        return sql<SqlBool>`p.city_id = ${actor.city_id} and ${listedPublicly()}`;
      case 'public':
        return listedPublicly();
    }
  };
}

/**
 * Of those, the petitions (alias `p`) that are read whole: for staff, those that an authority of theirs has now,
 * answering or doing a part. Of the others a former authority reads its own period (`staff/own-period.ts`), and no
 * condition on what may have changed since may find them.
 */
export function petitionsHeldNow(actor: Actor, permission: Permission = 'petition.read') {
  if (actor.kind !== 'staff') return visiblePetitions(actor, permission);
  return (eb: Petitions): Expression<SqlBool> =>
    eb.or(grantsOf(actor, permission).map((grant) => seenBy(grant, 'now')));
}

/**
 * The same for a query that asks for what lies in the actor's own place already (`staff/petition-filter.ts`): whoever
 * has one grant in the city holds all that lies there.
 */
export function petitionsHeldInPlace(actor: StaffActor, city_id: string) {
  const [grant, ...others] = actor.grants.filter((one) => one.city_id === city_id);
  if (grant === undefined || others.length > 0 || !grant.permissions.includes('petition.read'))
    return petitionsHeldNow(actor);
  return () => seenBy(grant, 'placed');
}

/** Where what is held lies: in the actor's own place, or with somebody else who left them a part of it or got it from them. */
export type HeldWhere = 'here' | 'elsewhere';

/**
 * The two that `petitionsHeldNow` falls into for whoever has one grant for an authority or for units; a list asks for one
 * after the other, each being found by an index of its own in the order of the list. Empty where that is not so.
 */
export function heldPlaces(actor: StaffActor, city_id: string): readonly HeldWhere[] {
  return soleGrant(actor, city_id) === null ? [] : ['here', 'elsewhere'];
}

/** That part of what is held now. @throws where `heldPlaces` names none */
export function petitionsHeldWhere(actor: StaffActor, city_id: string, where: HeldWhere) {
  const grant = soleGrant(actor, city_id);
  if (grant === null) throw new Error('Several grants, or one for the whole city, lie in no one place');
  return () =>
    sql<SqlBool>`(${seenBy(grant, 'placed')} and ${where === 'here' ? isHere(grant) : isElsewhere(grant)})`;
}

/** Whether what bears this date, of a petition (alias `p`) that is seen, is read: it is held now, or was at that time. */
export function petitionsHeldAt(actor: Actor, permission: Permission, at: Expression<unknown>) {
  if (actor.kind !== 'staff') return visiblePetitions(actor, permission);
  return (eb: Petitions): Expression<SqlBool> =>
    eb.or(
      grantsOf(actor, permission).map(
        (grant) => sql<SqlBool>`(${seenBy(grant)} and (${heldBy(grant)} or exists (select from assignments h
          where h.petition_id = p.id and h.authority_id = ${grant.authority_id}
            and ${at} between h.assigned_at and h.ended_at)))`,
      ),
    );
}

/**
 * The authorities of the actor that had the petition (alias `p`) and have it no more; null where it is read whole.
 * A column of lists, so that each row can be told as it was when it left.
 */
export function formerAuthorities(actor: StaffActor): RawBuilder<readonly string[] | null> {
  if (!mayHaveFormer(actor)) return sql`null::uuid[]`;
  const grants = grantsOf(actor, 'petition.read');
  const held = grants.map((grant) => sql`(${seenBy(grant)} and ${heldBy(grant)})`);
  const had = grants.map((grant) => sql`case when ${seenBy(grant)} then ${grant.authority_id}::uuid end`);
  return sql`case when ${sql.join(held, sql` or `)} then null
    else array_remove(array[${sql.join(had)}]::uuid[], null) end`;
}

/** Seen, and not held any more: few, and found by an index of their own (migration 0012). */
export function petitionsThatLeft(actor: StaffActor) {
  return (eb: Petitions): Expression<SqlBool> =>
    eb.and([
      sql<SqlBool>`cardinality(p.authority_ids) > 1`,
      visiblePetitions(actor)(eb),
      eb.not(petitionsHeldNow(actor)(eb)),
    ]);
}

/** Whoever reads the whole city has no petition that left. */
export function mayHaveFormer(actor: StaffActor): boolean {
  return grantsOf(actor, 'petition.read').some(({ authority_id }) => authority_id !== null);
}

/** What of a grant decides which petitions are seen: many people share one. */
export interface Reach {
  readonly city_id: string;
  readonly authority_id: string | null;
  readonly unit_ids: readonly string[] | null;
  readonly reads_private: boolean;
}

/** What the grants of a member of staff reach, each once and in one order, so that equal ones can be told by their text. */
export function reachesOf(actor: StaffActor): readonly Reach[] {
  const reaches = grantsOf(actor, 'petition.read').map(
    ({ city_id, authority_id, unit_ids, permissions }): Reach => ({
      ...{ city_id, authority_id, unit_ids: unit_ids === null ? null : [...unit_ids].sort() },
      reads_private: permissions.includes('petition.read_private'),
    }),
  );
  const once = new Map(reaches.map((reach) => [JSON.stringify(reach), reach]));
  return [...once].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, reach]) => reach);
}

/**
 * `seenBy` for many at once, told as rows `g` with the columns of `Reach`: a change is seen by thousands of people, and
 * one statement says by whom. Text and not parts, since it never changes. A test compares the two.
 */
export const seenByRow = `(p.city_id = g.city_id
  and (g.authority_id is null or p.authority_ids @> array[g.authority_id])
  and (g.unit_ids is null or (
    (p.unit_id = any(g.unit_ids) or exists (
      select from assignments a where a.petition_id = p.id and a.unit_id = any(g.unit_ids)))
    and (p.named_unit_id is null or p.named_unit_id <> all(g.unit_ids))))
  and (g.reads_private or p.visibility in ('public', 'masked')))`;

/** `heldBy` for the same rows. */
export const heldByRow = `(g.authority_id is null or p.current_authority_id = g.authority_id or exists (
  select from assignments h where h.petition_id = p.id and h.authority_id = g.authority_id
    and h.part = 'contributing' and h.ended_at is null))`;

function soleGrant(actor: StaffActor, city_id: string): (Grant & { readonly authority_id: string }) | null {
  const [grant, ...others] = actor.grants.filter((one) => one.city_id === city_id);
  if (grant === undefined || others.length > 0 || !grant.permissions.includes('petition.read')) return null;
  const { authority_id } = grant;
  return authority_id === null ? null : { ...grant, authority_id };
}

function isHere({ authority_id, unit_ids }: Grant): Expression<SqlBool> {
  if (unit_ids === null) return sql<SqlBool>`p.current_authority_id = ${authority_id}`;
  return unit_ids.length === 1
    ? sql<SqlBool>`p.unit_id = ${unit_ids[0]}`
    : sql<SqlBool>`p.unit_id = any(${sql.val([...unit_ids])}::uuid[])`;
}

function isElsewhere(grant: Grant): Expression<SqlBool> {
  const { authority_id, unit_ids } = grant;
  if (unit_ids !== null) {
    const units = sql`${sql.val([...unit_ids])}::uuid[]`;
    return sql<SqlBool>`(p.unit_id <> all(${units}) and ${passedOnBy(units)} and ${heldBy(grant)}
      and p.authority_ids @> array[${authority_id}::uuid])`;
  }
  return sql<SqlBool>`(p.current_authority_id <> ${authority_id} and ${partWith(authority_id!)}
    and p.authority_ids @> array[${authority_id}::uuid])`;
}

/** What a unit had is with it still, or was passed on, or is a part of it: those few have an index (migration 0027). */
const passedOnBy = (units: Expression<unknown>) =>
  sql<SqlBool>`exists (select from assignments a where a.petition_id = p.id and a.unit_id = any(${units})
    and (a.state in ('returned', 'transferred') or a.part = 'contributing'))`;

const grantsOf = (actor: StaffActor, permission: Permission): readonly Grant[] =>
  actor.grants.filter((grant) => grant.permissions.includes(permission));

/** The grant's authority has it: it answers, or a part of it is still with it. */
function heldBy({ authority_id }: Grant): Expression<SqlBool> {
  if (authority_id === null) return sql<SqlBool>`true`;
  return sql<SqlBool>`(p.current_authority_id = ${authority_id} or ${partWith(authority_id)})`;
}

/** Those parts are few: they are read once (migration 0017) and not looked for in every row. */
const partWith = (authority_id: string) =>
  sql<SqlBool>`p.id = any(array(select h.petition_id from assignments h
    where h.authority_id = ${authority_id} and h.part = 'contributing' and h.ended_at is null))`;

/**
 * Petitions (alias `p`) that open data counts row by row, without text: private ones too, as coarse as `core/open-data`
 * makes them. Never one of a reserved identity, and nothing that is suspected of being no petition at all.
 */
export function publishedAsData(): Expression<SqlBool> {
  return sql<SqlBool>`(p.visibility <> 'reserved' and p.identity <> 'reserved' and p.moderation <> 'quarantined')`;
}

/** Petitions that the public may know of. */
export function listedPublicly(): Expression<SqlBool> {
  return sql<SqlBool>`(p.visibility in ('public', 'masked') and p.moderation <> 'quarantined')`;
}

/**
 * Who answers a petition is among those that had it, so for `now` only the others are asked for that: behind the wall
 * the planner knows nothing of what a list of authorities holds and takes it for rare. With `placed`, the query says
 * itself that it lies in the grant's own place.
 */
function seenBy(grant: Grant, when: 'ever' | 'now' | 'placed' = 'ever'): Expression<SqlBool> {
  const parts = [sql<SqlBool>`p.city_id = ${grant.city_id}`];
  if (grant.authority_id !== null && when !== 'placed') {
    const had = sql<SqlBool>`p.authority_ids @> array[${grant.authority_id}::uuid]`;
    const has = sql<SqlBool>`(p.current_authority_id = ${grant.authority_id}
      or (${partWith(grant.authority_id)} and ${had}))`;
    parts.push(when === 'now' ? has : had);
  }
  if (grant.unit_ids !== null) {
    const units = sql`${sql.val([...grant.unit_ids])}::uuid[]`;
    if (when !== 'placed') parts.push(sql<SqlBool>`(p.unit_id = any(${units}) or ${passedOnBy(units)})`);
    // A complaint about an official is hidden from that official's unit.
    parts.push(sql<SqlBool>`(p.named_unit_id is null or p.named_unit_id <> all(${units}))`);
  }
  if (!grant.permissions.includes('petition.read_private')) {
    parts.push(sql<SqlBool>`p.visibility in ('public', 'masked')`);
  }
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}
