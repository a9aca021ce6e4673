import { useState } from 'react';
import { longInstant, shortInstant } from '../../../core/language/format.ts';
import type { PetitionPage, TimelineEntry } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';

const groups = ['all', 'message', 'reply', 'history', 'clock', 'file', 'delivery'] as const;
type Group = (typeof groups)[number];

const icons: Readonly<Record<TimelineEntry['group'], IconName>> = {
  message: 'note',
  reply: 'send',
  history: 'spark',
  clock: 'clock',
  file: 'file',
  delivery: 'mail',
};

/** One line of time for everything: acts, words, files, clocks and deliveries, oldest first. */
export function Timeline({ page }: { page: PetitionPage }) {
  const { t } = useWords();
  const [group, setGroup] = useState<Group>('all');
  const shown = page.timeline.filter((entry) => group === 'all' || entry.group === group);
  return (
    <section className="card stack" aria-labelledby="timeline-title">
      <div className="row">
        <h2 id="timeline-title" className="grow">
          {t('console.timeline.title')}
        </h2>
        <fieldset className="tabs" aria-label={t('console.timeline.filter')}>
          {groups
            .filter((one) => one === 'all' || page.timeline.some((entry) => entry.group === one))
            .map((one) => (
              <button
                key={one}
                type="button"
                className="tab"
                aria-pressed={one === group}
                onClick={() => setGroup(one)}
              >
                {t(`console.timeline.group.${one}`)}
              </button>
            ))}
        </fieldset>
      </div>
      <ol className="timeline">
        {shown.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t, manner } = useWords();
  const { author, message } = entry;
  const who = author.user?.name ?? t(`console.author.${author.kind}`);
  const isInner = entry.audience === 'staff' && message !== null;
  return (
    <li className="entry" data-group={entry.group} data-inner={isInner || undefined}>
      <span className="entry-icon">
        <Icon name={icons[entry.group]} />
      </span>
      <div className="entry-body">
        <p>
          {entry.text}
          <span className="soft small">
            {' '}
            · {who}
            {author.user && author.authority && ` (${author.authority.name})`} ·{' '}
            <time dateTime={entry.at} title={longInstant(entry.at, manner)}>
              {shortInstant(entry.at, manner)}
            </time>
            {entry.audience === 'public' && ` · ${t('console.audience.public')}`}
            {isInner && ` · ${t('console.audience.staff')}`}
          </span>
        </p>
        {message && <p className="entry-words words">{message.body}</p>}
      </div>
    </li>
  );
}
