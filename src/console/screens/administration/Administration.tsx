import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, type ComponentType } from 'react';
import type { Permission } from '../../api.generated.ts';
import { useMay } from '../../api/session.ts';
import '../../css/administration.css';
import '../../css/queues.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { NotFound } from '../../layout/NotFound.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

interface Section {
  readonly permission: Permission;
  readonly screen: ComponentType;
}

const Users = lazy(() => import('./Users.tsx').then((file) => ({ default: file.Users })));
const Units = lazy(() => import('./Units.tsx').then((file) => ({ default: file.Units })));
const Services = lazy(() => import('./Services.tsx').then((file) => ({ default: file.Services })));
const Routing = lazy(() => import('./Routing.tsx').then((file) => ({ default: file.Routing })));
const Terms = lazy(() => import('./Terms.tsx').then((file) => ({ default: file.Terms })));
const Calendars = lazy(() => import('./Calendars.tsx').then((file) => ({ default: file.Calendars })));
const Templates = lazy(() => import('./Templates.tsx').then((file) => ({ default: file.Templates })));
const Texts = lazy(() => import('./Texts.tsx').then((file) => ({ default: file.Texts })));
const Quality = lazy(() =>
  import('../quality/QualityFormEditor.tsx').then((file) => ({ default: file.QualityFormEditor })),
);
const DeskWords = lazy(() => import('./DeskWords.tsx').then((file) => ({ default: file.DeskWords })));
const Hours = lazy(() => import('./ChannelHours.tsx').then((file) => ({ default: file.ChannelHours })));
const Softphones = lazy(() => import('./Softphones.tsx').then((file) => ({ default: file.Softphones })));
const Telephony = lazy(() =>
  import('../telephone/settings/Telephony.tsx').then((file) => ({ default: file.Telephony })),
);
const Changes = lazy(() => import('./Changes.tsx').then((file) => ({ default: file.Changes })));

const sections = {
  users: { permission: 'users.manage', screen: Users },
  units: { permission: 'configuration.read', screen: Units },
  services: { permission: 'configuration.read', screen: Services },
  routing: { permission: 'configuration.read', screen: Routing },
  terms: { permission: 'configuration.read', screen: Terms },
  calendars: { permission: 'configuration.read', screen: Calendars },
  templates: { permission: 'configuration.read', screen: Templates },
  texts: { permission: 'configuration.read', screen: Texts },
  quality: { permission: 'configuration.read', screen: Quality },
  desk: { permission: 'configuration.read', screen: DeskWords },
  hours: { permission: 'configuration.read', screen: Hours },
  telephony: { permission: 'configuration.read', screen: Telephony },
  softphones: { permission: 'configuration.read', screen: Softphones },
  changes: { permission: 'configuration.read', screen: Changes },
} as const satisfies Record<string, Section>;
type SectionName = keyof typeof sections;
const names = Object.keys(sections) as SectionName[];

/** What a city decides: who works here, what is offered, who gets it, by when, and in which words. */
export function Administration() {
  const { t } = useWords();
  const may = useMay();
  const { section } = useParams({ from: '/inside/administration/$section' });
  useTitle(t('console.nav.administration'));
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the sections are one line that scrolls: the one that is open stands in it.
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [section]);
  const here = names.find((name) => name === section);
  if (here === undefined || !may(sections[here].permission)) return <NotFound />;
  const { screen: Screen } = sections[here];
  return (
    <div className="admin">
      <nav className="admin-nav" ref={nav} aria-label={t('console.nav.administration')}>
        <ul className="nav">
          {names
            .filter((name) => may(sections[name].permission))
            .map((name) => (
              <li key={name}>
                <Link
                  to="/administration/$section"
                  params={{ section: name }}
                  search={{}}
                  className="nav-link"
                  activeOptions={{ includeSearch: false }}
                >
                  {t(`console.admin.section.${name}`)}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <div className="page">
        <Suspense fallback={<Waiting />}>
          <Screen />
        </Suspense>
      </div>
    </div>
  );
}
