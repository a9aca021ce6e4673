import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { forgetDrafts, hasUnsentDrafts } from '../api/kept-drafts.ts';
import { tellWindows } from '../api/session-news.ts';
import { useMe } from '../api/session.ts';
import { useWrite } from '../api/writes.ts';
import { laterScreen } from '../language/later-sentences.ts';
import { useWords } from '../language/words.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu } from '../ui/Menu.tsx';
import { setTheme, themes, useTheme } from './theme.ts';

const LeaveDialog = laterScreen(() => import('./LeaveDialog.tsx'), 'LeaveDialog');

/** Who one is, the look, the keys, the way out. */
export function UserMenu({ onHelp }: { onHelp: () => void }) {
  const { t } = useWords();
  const { user } = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const chosen = useTheme();
  const [isAsking, setAsking] = useState(false);
  const leave = useWrite('sign_out', {
    refresh: [],
    done: () => {
      forgetDrafts();
      client.clear();
      client.setQueryData(['session'], null);
      tellWindows();
      void navigate({ to: '/sign-in', search: {} });
    },
  });
  return (
    <>
      <Menu
        label={t('console.user.menu', { name: user.name })}
        className="user-button"
        entries={[
          {
            id: 'account',
            label: t('console.user.account'),
            icon: 'person',
            run: () => void navigate({ to: '/account' }),
          },
          { id: 'help', label: t('console.user.keys'), icon: 'question', run: onHelp },
          ...themes.map((one) => ({
            id: `theme-${one}`,
            label: t(`console.theme.${one}`),
            icon: 'spark' as const,
            isChosen: one === chosen,
            run: () => setTheme(one),
          })),
          {
            id: 'leave',
            label: t('console.user.leave'),
            icon: 'left',
            run: () => (hasUnsentDrafts() ? setAsking(true) : leave.mutate({})),
          },
        ]}
      >
        <span className="visually-hidden">{t('console.user.menu_of')} </span>
        <span className="avatar" aria-hidden="true">
          {initials(user.name)}
        </span>
        <span className="city-words">
          <span className="clip">{user.name}</span>
          <span className="soft small clip">{user.job_title}</span>
        </span>
        <Icon name="down" />
      </Menu>
      <Suspense fallback={null}>
        {isAsking && (
          <LeaveDialog
            isBusy={leave.isPending}
            onLeave={() => leave.mutate({})}
            onStay={() => setAsking(false)}
          />
        )}
      </Suspense>
    </>
  );
}

/** `Ana López Ruiz` → `AL`. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => word[0])
    .join('');
}
