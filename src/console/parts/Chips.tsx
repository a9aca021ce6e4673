import type { ReactNode } from 'react';
import type { PetitionFlag, PetitionRow, Stage } from '../api.generated.ts';
import { useWords } from '../language/words.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { dueOf, type Tone } from './due.ts';

export function Chip({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className="chip" data-tone={tone}>
      {icon && <Icon name={icon} />}
      <span className="clip">{children}</span>
    </span>
  );
}

type DueFacts = Parameters<typeof dueOf>[0];

export function DueChip({ row }: { row: DueFacts }) {
  const { tone, icon, text } = dueOf(row, useWords());
  return (
    <Chip tone={tone} icon={icon}>
      {text}
    </Chip>
  );
}

const stageLooks: Readonly<Record<Stage, { tone: Tone; icon: IconName }>> = {
  received: { tone: 'accent', icon: 'inbox' },
  assigned: { tone: 'accent', icon: 'right' },
  in_work: { tone: 'paused', icon: 'spark' },
  waiting_citizen: { tone: 'paused', icon: 'pause' },
  replied: { tone: 'fine', icon: 'send' },
  closed: { tone: 'done', icon: 'done' },
};

export function StageChip({ stage }: { stage: Stage }) {
  const { t } = useWords();
  const { tone, icon } = stageLooks[stage];
  return (
    <Chip tone={tone} icon={icon}>
      {t(`console.stage.${stage}`)}
    </Chip>
  );
}

const shownFlags: Readonly<Partial<Record<PetitionFlag, IconName>>> = {
  reopened: 'undo',
  transferred: 'move',
  extended: 'clock',
  priority: 'flag',
  merged: 'merge',
  quarantined: 'shield',
};

/** What is particular about a petition, each with its word for who cannot see the shape. */
export function Flags({ row }: { row: Pick<PetitionRow, 'flags' | 'visibility' | 'supporters_count'> }) {
  const { t, count } = useWords();
  return (
    <>
      {row.flags
        .filter((flag) => shownFlags[flag] !== undefined)
        .map((flag) => (
          <span key={flag} className="flag" title={t(`console.flag.${flag}`)}>
            <Icon name={shownFlags[flag]!} />
            <span className="visually-hidden">{t(`console.flag.${flag}`)}</span>
          </span>
        ))}
      {row.visibility === 'reserved' && (
        <span className="flag" title={t('visibility.reserved')}>
          <Icon name="eye" />
          <span className="visually-hidden">{t('visibility.reserved')}</span>
        </span>
      )}
      {row.supporters_count > 0 && (
        <span className="flag" title={count('console.supporters', row.supporters_count)}>
          <Icon name="people" /> {row.supporters_count}
          <span className="visually-hidden">{count('console.supporters', row.supporters_count)}</span>
        </span>
      )}
    </>
  );
}
