import { useEffect, useState } from 'react';
import { useWords } from '../../language/words.ts';
import { minutesAndSeconds } from './duration.ts';

const second_ms = 1000;

interface Props {
  readonly since: string;
  /** When it was over; empty or not given: it goes on. */
  readonly until?: string;
  /** What is counted, where it is not the conversation. */
  readonly label?: string;
}

/** How long the conversation has gone on, or lasted; it is seen and not announced, second by second. */
export function RunningTime({ since, until = '', label }: Props) {
  const { t } = useWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), second_ms);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(
    0,
    Math.floor(((until === '' ? now : Date.parse(until)) - Date.parse(since)) / second_ms),
  );
  return (
    <p className="desk-time">
      <span className="label">
        {label ?? t(until === '' ? 'console.desk.running' : 'console.calls.lasted')}
      </span>
      <time dateTime={`PT${seconds}S`}>{minutesAndSeconds(seconds)}</time>
    </p>
  );
}
