import { useEffect, useState } from 'react';
import { useWords } from '../../language/words.ts';
import { minutesAndSeconds } from './duration.ts';

const second_ms = 1000;

/** How long the conversation has gone on; it is seen and not announced, second by second. */
export function RunningTime({ since }: { since: string }) {
  const { t } = useWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), second_ms);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / second_ms));
  return (
    <p className="desk-time">
      <span className="label">{t('console.desk.running')}</span>
      <time dateTime={`PT${seconds}S`}>{minutesAndSeconds(seconds)}</time>
    </p>
  );
}
