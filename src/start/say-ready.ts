import type { App } from '../actions/app.ts';
import { say } from '../core/language/sentences.ts';
import { reading } from '../store/database.ts';

/** Prints where everything is and, for a demonstration, who can sign in. */
export async function sayReady(
  app: App,
  { began, password, log }: { began: number; password: string | null; log: (line: string) => void },
): Promise<void> {
  const { cities, users } = await reading(app.database, { kind: 'system' }, async (reader) => ({
    cities: await reader.selectFrom('cities').select(['code', 'name']).orderBy('name').execute(),
    users: await reader
      .selectFrom('users')
      .innerJoin('role_grants', 'role_grants.user_id', 'users.id')
      .select(['users.email', 'users.name', 'users.job_title'])
      .distinct()
      .where('users.is_demo', '=', true)
      .orderBy('users.email')
      .limit(8)
      .execute(),
  }));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  log('');
  log(say('es', 'start.ready', { seconds }));
  for (const { code, name } of cities) {
    const url = cities.length === 1 ? `${app.public_url}/` : `${app.public_url}/c/${code}`;
    log(
      say('es', 'start.address', {
        what: `${say('es', 'start.portal')} ${cities.length > 1 ? name : ''}`,
        url,
      }),
    );
  }
  log(say('es', 'start.address', { what: say('es', 'start.console'), url: `${app.public_url}/console` }));
  if (cities.length === 0) log(say('es', 'start.no-city'));
  if (password === null) return;
  log('');
  log(say('es', 'start.demo-title'));
  for (const { email, name, job_title } of users)
    log(say('es', 'start.demo-user', { email, name, role: job_title }));
  log(say('es', 'start.demo-password', { password }));
  log(say('es', 'start.demo-leave'));
}
