import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { UserInfo } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Chip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { NewUserDialog } from './NewUserDialog.tsx';
import { SectionHead } from './SectionHead.tsx';
import { UserDialog } from './UserDialog.tsx';

/** Who works here, with which role, where; and whether they are here today. */
export function Users() {
  const words = useWords();
  const { t, manner } = words;
  const [openId, setOpenId] = useState<string | null>(null);
  const [isNew, setNew] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['users'],
    queryFn: ({ signal }) => call('list_users', { query: { limit: 200 }, signal }),
  });
  const columns = useMemo(
    (): Column<UserInfo>[] => [
      {
        ...{ id: 'name', title: t('console.admin.user.name'), value: (user) => `${user.name} ${user.email}` },
        cell: (user) => (
          <>
            <Button look="link" onClick={() => setOpenId(user.id)}>
              {user.name}
            </Button>
            <br />
            <span className="soft small">{user.email}</span>
          </>
        ),
      },
      {
        ...{ id: 'roles', title: t('console.admin.user.roles') },
        value: (user) =>
          user.grants
            .map((one) => [one.role_name, one.unit?.name ?? one.authority?.name].filter(Boolean).join(' · '))
            .join('; '),
      },
      {
        ...{ id: 'open', title: t('console.admin.user.open'), value: (user) => user.open_petitions },
      },
      {
        ...{ id: 'state', title: t('console.admin.user.state') },
        value: (user) => (user.is_active ? t('console.admin.active') : t('console.admin.inactive')),
        cell: (user) => (
          <span className="row">
            <Chip tone={user.is_active ? 'fine' : 'done'}>
              {t(user.is_active ? 'console.admin.active' : 'console.admin.inactive')}
            </Chip>
            {user.has_second_factor && <Chip tone="paused">{t('console.admin.user.two_steps')}</Chip>}
            {user.away_from && <Chip tone="soon">{t('console.is_away')}</Chip>}
          </span>
        ),
      },
      {
        ...{ id: 'seen', title: t('console.admin.user.seen'), value: (user) => user.last_seen_at ?? '' },
        cell: (user) => (user.last_seen_at === null ? '—' : shortInstant(user.last_seen_at, manner)),
      },
    ],
    [t, manner],
  );
  const opened = data?.items.find(({ id }) => id === openId);
  return (
    <>
      <SectionHead title={t('console.admin.section.users')} help={t('console.admin.user.help')}>
        <Button look="primary" icon="plus" onClick={() => setNew(true)}>
          {t('console.admin.user.new')}
        </Button>
      </SectionHead>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <DataTable
          label={t('console.admin.section.users')}
          rows={data.items}
          columns={columns}
          idOf={({ id }) => id}
          isActive={({ is_active }) => is_active}
        />
      )}
      {opened && <UserDialog key={opened.id} user={opened} onClose={() => setOpenId(null)} />}
      {isNew && <NewUserDialog onClose={() => setNew(false)} />}
    </>
  );
}
