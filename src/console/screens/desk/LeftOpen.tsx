import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Icon } from '../../ui/Icon.tsx';

const week_ms = 7 * 86_400_000;
/** What a city calls one that nobody ended. */
const left_open = 'left_open';

/** Whoever left something open in the last week is told: it was closed for them and counts without a duration. */
export function LeftOpen() {
  const { t, count } = useWords();
  const [from] = useState(() => new Date(Date.now() - week_ms).toISOString().slice(0, 10));
  const asked = { from, wrap_up: left_open, user: 'me' } as const;
  const { data } = useQuery({
    queryKey: ['interactions', 'left-open', from],
    queryFn: ({ signal }) => call('list_interactions', { query: asked, signal }),
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <p className="desk-off">
      <Icon name="late" /> {count('console.desk.left_open', data.items.length)}{' '}
      <Link to="/atenciones" search={asked}>
        {t('console.desk.left_open_see')}
      </Link>
    </p>
  );
}
