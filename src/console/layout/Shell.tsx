import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { screenIsOf } from '../api/client.ts';
import { draftsAreOf, hasDraftsOfAnother } from '../api/kept-drafts.ts';
import { useLink, useLiveFeed } from '../api/live.ts';
import { countsQuery } from '../api/reads.ts';
import { sessionQuery, useMe } from '../api/session.ts';
import { laterScreen } from '../language/later-sentences.ts';
import { useWords } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { CityMenu } from './CityMenu.tsx';
import { Navigation } from './Navigation.tsx';
import { UserMenu } from './UserMenu.tsx';
import { useShortcuts } from './shortcuts.ts';
import { runNewestOffer } from './toasts.ts';

const ShortcutHelp = lazy(() =>
  import('./ShortcutHelp.tsx').then((file) => ({ default: file.ShortcutHelp })),
);
const OtherPerson = laterScreen(() => import('../screens/sign-in/OtherPerson.tsx'), 'OtherPerson');

const SoftphoneDock = lazy(() =>
  import('../screens/telephone/softphone/SoftphoneDock.tsx').then((file) => ({
    default: file.SoftphoneDock,
  })),
);
const CallBar = lazy(() =>
  import('../screens/telephone/CallBar.tsx').then((file) => ({ default: file.CallBar })),
);
/** What surrounds every screen: where to go, who one is, and the keys. */
export function Shell() {
  const { data } = useQuery(sessionQuery);
  const [, goOn] = useState(0);
  // Signing out empties the session a moment before the address changes.
  if (data?.me == null) return null;
  const { id, name } = data.me.user;
  const deleteTheirs = () => {
    draftsAreOf(id);
    goOn((times) => times + 1);
  };
  if (hasDraftsOfAnother(id))
    return (
      <Suspense fallback={null}>
        <OtherPerson name={name} onGoOn={deleteTheirs} />
      </Suspense>
    );
  // Somebody else who enters in this window begins anew: nothing typed before is on a screen or kept for them.
  return <SignedIn key={id} />;
}

function SignedIn() {
  const { t } = useWords();
  const me = useMe();
  useState(() => draftsAreOf(me.user.id));
  // Before anything below it asks or sends.
  useLayoutEffect(() => screenIsOf(me.user.id), [me.user.id]);
  const navigate = useNavigate();
  const [isHelpOpen, setHelpOpen] = useState(false);
  // Where the menu was opened: going elsewhere closes it.
  const [menuAt, setMenuAt] = useState<string | null>(null);
  const address = useRouterState({ select: ({ location }) => location.pathname });
  const main = useRef<HTMLElement>(null);
  useLiveFeed();
  const link = useLink();
  const counts = useQuery(countsQuery({}));
  const isMenuOpen = menuAt === address;
  useShortcuts([
    { keys: '?', label: 'console.keys.help', run: () => setHelpOpen(true) },
    {
      keys: '/',
      label: 'console.keys.search',
      run: () => focusSearch(() => void navigate({ to: '/search' })),
    },
    { keys: 'z', label: 'console.keys.undo', run: runNewestOffer },
    { keys: 'c', label: 'console.keys.new', run: () => void navigate({ to: '/new' }) },
    { keys: 'g a', label: 'console.keys.desk', run: () => void navigate({ to: '/atencion' }) },
    { keys: 'g v', label: 'console.keys.turns', run: () => void navigate({ to: '/turnos' }) },
    { keys: 'g o', label: 'console.keys.letters', run: () => void navigate({ to: '/oficialia' }) },
    { keys: 'g i', label: 'console.keys.inbox', run: () => void navigate({ to: '/inbox' }) },
    { keys: 'g t', label: 'console.keys.triage', run: () => void navigate({ to: '/triage' }) },
    { keys: 'g m', label: 'console.keys.moderation', run: () => void navigate({ to: '/moderation' }) },
  ]);
  return (
    <div className="shell" data-menu={isMenuOpen ? 'open' : 'closed'}>
      <a className="skip" href="#main" onClick={() => main.current?.focus()}>
        {t('console.skip')}
      </a>
      <header className="sidebar">
        <div className="sidebar-top">
          <CityMenu />
          <span className="sidebar-toggle">
            <Button
              look="quiet"
              icon="menu"
              aria-label={t('console.nav.menu')}
              aria-expanded={isMenuOpen}
              onClick={() => setMenuAt(isMenuOpen ? null : address)}
            />
          </span>
        </div>
        <div className="sidebar-body">
          {me.permissions.includes('petition.file_for_other') && (
            <Link to="/new" search={{}} className="button" data-look="primary">
              <Icon name="plus" /> {t('console.nav.new')}
            </Link>
          )}
          <Navigation counts={counts.data} />
          <div className="sidebar-foot">
            {link === 'away' && (
              <output className="chip" data-tone="soon">
                <Icon name="soon" /> {t('console.live_away')}
              </output>
            )}
            {me.permissions.includes('interactions.record') && (
              <Suspense fallback={null}>
                <SoftphoneDock />
              </Suspense>
            )}
            <UserMenu onHelp={() => setHelpOpen(true)} />
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className="main">
        {me.is_demo && <p className="demo-strip">{t('console.demo')}</p>}
        {me.permissions.includes('interactions.record') && (
          <Suspense fallback={null}>
            <CallBar />
          </Suspense>
        )}
        <Outlet />
      </main>
      <Suspense fallback={null}>{isHelpOpen && <ShortcutHelp onClose={() => setHelpOpen(false)} />}</Suspense>
    </div>
  );
}

/** `/` goes to the search box of the screen, or to the search screen where there is none. */
function focusSearch(otherwise: () => void): void {
  const box = document.querySelector<HTMLInputElement>('main input[type=search]');
  if (box === null) otherwise();
  else box.select();
}
