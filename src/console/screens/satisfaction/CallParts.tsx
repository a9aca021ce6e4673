import { useState, type ReactNode } from 'react';
import { MOST_ATTEMPTS, type AttemptResult } from '../../../core/satisfaction/asking-in-person.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';

interface Called {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

/** Whom to ask, with a link that calls, and what to say first. */
export function CalledPerson({ person, children }: { person: Called; children: ReactNode }) {
  const { t } = useWords();
  return (
    <>
      <p className="call-to">
        <strong>{person.name ?? t('console.ask.nameless')}</strong>
        {person.phone && <a href={`tel:${person.phone}`}>{person.phone}</a>}
        {person.address && <span>{person.address}</span>}
      </p>
      <blockquote className="words call-script">{children}</blockquote>
    </>
  );
}

export interface AttemptMade {
  readonly result: AttemptResult;
  readonly call_back_on?: string;
}

interface AttemptProps {
  /** Those before this one. */
  readonly attempts: number;
  readonly isBusy: boolean;
  readonly onNote: (attempt: AttemptMade) => void;
}

/** What came of a call in which nothing was answered: nobody there, no, or another day. */
export function AttemptButtons({ attempts, isBusy, onNote }: AttemptProps) {
  const { t } = useWords();
  const [day, setDay] = useState('');
  return (
    <fieldset className="field">
      <legend>{t('console.ask.attempt', { count: attempts + 1, most: MOST_ATTEMPTS })}</legend>
      <div className="row row-low">
        <Button isBusy={isBusy} onClick={() => onNote({ result: 'no_answer' })}>
          {t('console.ask.no_answer')}
        </Button>
        <Button isBusy={isBusy} onClick={() => onNote({ result: 'refused' })}>
          {t('console.ask.refused')}
        </Button>
        <TextField
          label={t('console.ask.day')}
          type="date"
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
        <Button
          isBusy={isBusy}
          reason={day === '' ? t('console.ask.day_required') : null}
          onClick={() => onNote({ result: 'call_back', call_back_on: day })}
        >
          {t('console.ask.call_back')}
        </Button>
      </div>
    </fieldset>
  );
}

/** Opens the printable version in a window of its own. */
export function PaperLink({ href }: { href: string }) {
  const { t } = useWords();
  return (
    <a className="button" href={href} target="_blank" rel="noreferrer">
      <Icon name="print" /> {t('console.ask.print')}
    </a>
  );
}
