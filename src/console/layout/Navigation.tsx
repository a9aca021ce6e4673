import { Link } from '@tanstack/react-router';
import { Fragment, useState, type ReactNode } from 'react';
import type { InboxCounts, Permission } from '../api.generated.ts';
import { useMay } from '../api/session.ts';
import { useWords } from '../language/words.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';

interface Place {
  readonly to:
    | '/my-unit'
    | '/critical-points'
    | '/inbox'
    | '/search'
    | '/knowledge'
    | '/atencion'
    | '/atenciones'
    | '/telefonia/supervision'
    | '/telefonia/grabaciones'
    | '/oficialia'
    | '/turnos'
    | '/calidad'
    | '/triage'
    | '/moderation'
    | '/satisfaction'
    | '/follow-ups'
    | '/surveys-to-ask'
    | '/campaigns'
    | '/reports'
    | '/outbox'
    | '/audit';
  readonly label: SentenceKey;
  readonly icon: IconName;
  readonly permission: Permission;
  /** Another one with which it is of use too. */
  readonly or?: Permission;
  readonly queue?: 'triage' | 'moderation';
}

/** What is done all day has no title; the rest is found under what it is for. */
const groups: readonly { readonly title: SentenceKey | null; readonly places: readonly Place[] }[] = [
  {
    title: null,
    places: [
      { to: '/my-unit', label: 'console.nav.my_unit', icon: 'calendar', permission: 'petition.read' },
      { to: '/inbox', label: 'console.nav.inbox', icon: 'inbox', permission: 'petition.read' },
      { to: '/atencion', label: 'console.nav.desk', icon: 'phone', permission: 'interactions.record' },
      { to: '/search', label: 'console.nav.search', icon: 'search', permission: 'petition.read' },
      { to: '/knowledge', label: 'console.nav.knowledge', icon: 'question', permission: 'petition.read' },
    ],
  },
  {
    title: 'console.nav.group.contact',
    places: [
      {
        ...{ to: '/turnos', label: 'console.nav.turns', icon: 'people' },
        ...{ permission: 'interactions.record', or: 'configuration.read' },
      },
      {
        ...{ to: '/oficialia', label: 'console.nav.letters' },
        ...{ icon: 'mail', permission: 'correspondence.read' },
      },
      {
        ...{ to: '/atenciones', label: 'console.nav.interactions' },
        ...{ icon: 'people', permission: 'interactions.read' },
      },
      {
        ...{ to: '/calidad', label: 'console.nav.quality' },
        ...{ icon: 'check', permission: 'interactions.record' },
      },
      {
        ...{ to: '/telefonia/supervision', label: 'console.nav.supervision' },
        ...{ icon: 'phone', permission: 'telephony.supervise' },
      },
      {
        ...{ to: '/telefonia/grabaciones', label: 'console.nav.recordings' },
        ...{ icon: 'eye', permission: 'recordings.listen' },
      },
    ],
  },
  {
    title: 'console.nav.group.review',
    places: [
      {
        ...{ to: '/triage', label: 'console.nav.triage', icon: 'signpost' },
        ...{ permission: 'petition.triage', queue: 'triage' },
      },
      {
        ...{ to: '/moderation', label: 'console.nav.moderation', icon: 'shield' },
        ...{ permission: 'petition.moderate', queue: 'moderation' },
      },
      { to: '/outbox', label: 'console.nav.outbox', icon: 'outbox', permission: 'outbox.read' },
      { to: '/audit', label: 'console.nav.audit', icon: 'eye', permission: 'audit.read' },
    ],
  },
  {
    title: 'console.nav.group.quality',
    places: [
      {
        ...{ to: '/satisfaction', label: 'console.nav.satisfaction' },
        ...{ icon: 'star', permission: 'satisfaction.read' },
      },
      {
        ...{ to: '/follow-ups', label: 'console.nav.follow_ups' },
        ...{ icon: 'flag', permission: 'satisfaction.follow_up' },
      },
      {
        ...{ to: '/surveys-to-ask', label: 'console.nav.surveys_to_ask' },
        ...{ icon: 'phone', permission: 'satisfaction.ask' },
      },
      {
        ...{ to: '/campaigns', label: 'console.nav.campaigns' },
        ...{ icon: 'question', permission: 'satisfaction.campaign' },
      },
      {
        ...{ to: '/critical-points', label: 'console.nav.critical_points' },
        ...{ icon: 'spark', permission: 'critical_point.read' },
      },
      { to: '/reports', label: 'console.nav.reports', icon: 'file', permission: 'reports.prepare' },
    ],
  },
];

/** Only the places that the person may enter; queues show how many wait. */
export function Navigation({ counts }: { counts: InboxCounts | undefined }) {
  const { t } = useWords();
  const may = useMay();
  return (
    <nav aria-label={t('console.nav.label')}>
      {groups.map(({ title, places }) => {
        const open = places.filter(({ permission, or = permission }) => may(permission) || may(or));
        if (open.length === 0) return null;
        const list = (
          <ul className="nav" aria-label={title === null ? undefined : t(title)}>
            {open.map((place) => (
              <li key={place.to}>
                <PlaceLink place={place} counts={counts} />
              </li>
            ))}
          </ul>
        );
        return title === null ? (
          <Fragment key="own">{list}</Fragment>
        ) : (
          <Group key={title} {...{ title, list }} />
        );
      })}
      {(may('configuration.read') || may('users.manage')) && (
        <ul className="nav nav-last">
          <li>
            <Link
              to="/administration/$section"
              params={{ section: may('users.manage') ? 'users' : 'services' }}
              search={{}}
              className="nav-link"
              activeOptions={{ includeSearch: false }}
            >
              <Icon name="gear" />
              <span className="grow">{t('console.nav.administration')}</span>
            </Link>
          </li>
        </ul>
      )}
    </nav>
  );
}

/** A part of the menu that can be folded up; this browser keeps what was folded. */
function Group({ title, list }: { readonly title: SentenceKey; readonly list: ReactNode }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(() => !foldedGroups().includes(title));
  return (
    <details
      className="nav-group"
      open={isOpen}
      onToggle={({ currentTarget: { open } }) => {
        if (open === isOpen) return;
        setOpen(open);
        const others = foldedGroups().filter((one) => one !== title);
        localStorage.setItem(folded, JSON.stringify(open ? others : [...others, title]));
      }}
    >
      <summary className="nav-title">{t(title)}</summary>
      {list}
    </details>
  );
}

const folded = 'atiende.folded';
function foldedGroups(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(folded) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

function PlaceLink({ place, counts }: { place: Place; counts: InboxCounts | undefined }) {
  const { t } = useWords();
  const waiting = place.queue === undefined ? undefined : counts?.queues[place.queue];
  return (
    <Link to={place.to} search={{}} className="nav-link" activeOptions={{ includeSearch: false }}>
      <Icon name={place.icon} />
      <span className="grow">{t(place.label)}</span>
      {waiting !== undefined && waiting.count > 0 && <Count {...waiting} />}
    </Link>
  );
}

/** `1000+` where the server stopped counting. */
export function Count({ count, capped }: { count: number; capped: boolean }) {
  return <span className="count">{capped ? `${count}+` : count}</span>;
}
