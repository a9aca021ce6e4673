import { newId } from '../../store/ids.ts';
import { unitKey, type LoadedPlaces } from './load-authorities.ts';
import type { PackDocument } from './pack-document.ts';
import type { LoadRun } from './sync-rows.ts';

type DemoUser = PackDocument['demo_users'][number];

/** The people of a demonstration, without password. An account that is not of the demonstration is never touched. */
export async function loadDemoUsers(
  run: LoadRun,
  { demo_users }: PackDocument,
  places: LoadedPlaces,
): Promise<void> {
  for (const user of demo_users) {
    const there = await run.tx
      .selectFrom('users')
      .select(['id', 'name', 'job_title', 'is_demo'])
      .where('email', '=', user.email)
      .executeTakeFirst();
    if (there?.is_demo === false) {
      run.counts.kept += 1;
      continue;
    }
    const id = there?.id ?? newId();
    const { email, name, job_title } = user;
    if (there === undefined) {
      await run.tx.insertInto('users').values({ id, email, name, job_title, is_demo: true }).execute();
      run.counts.created += 1;
    } else if (there.name !== name || there.job_title !== job_title) {
      await run.tx.updateTable('users').set({ name, job_title }).where('id', '=', id).execute();
      run.counts.updated += 1;
    } else run.counts.unchanged += 1;
    await grantRoles(run, { id, user }, places);
  }
}

async function grantRoles(
  run: LoadRun,
  { id, user }: { id: string; user: DemoUser },
  places: LoadedPlaces,
): Promise<void> {
  const held = await run.tx
    .selectFrom('role_grants')
    .select(['role_code', 'authority_id', 'unit_id'])
    .where('user_id', '=', id)
    .where('city_id', '=', run.city_id)
    .where('revoked_at', 'is', null)
    .execute();
  for (const { role, authority, unit } of user.roles) {
    const authority_id = authority === null ? null : places.authorities.idOf(authority);
    const unit_id = unit === null ? null : places.units.idOf(unitKey(authority_id, unit));
    const has = held.some(
      (grant) => grant.role_code === role && grant.authority_id === authority_id && grant.unit_id === unit_id,
    );
    if (has) continue;
    const grant = { id: newId(), user_id: id, role_code: role, city_id: run.city_id, authority_id, unit_id };
    await run.tx.insertInto('role_grants').values(grant).execute();
    run.counts.created += 1;
  }
}
