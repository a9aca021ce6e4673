import { useQuery } from '@tanstack/react-query';
import type { PresenceRequest } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { initials } from '../../layout/UserMenu.tsx';

/** Says that one is here, every 15 seconds, and shows who else is and what they are doing. */
export function Presence({ id, doing }: { id: string; doing: PresenceRequest['doing'] }) {
  const { t } = useWords();
  const { user } = useMe();
  const { data } = useQuery({
    queryKey: ['presence', id, doing],
    queryFn: ({ signal }) => call('be_present', { params: { id }, body: { doing }, signal }),
    refetchInterval: 15_000,
    placeholderData: (before) => before,
    retry: false,
  });
  const others = (data?.items ?? []).filter((one) => one.user.id !== user.id);
  if (others.length === 0) return null;
  return (
    <ul className="row" aria-label={t('console.petition.present')} aria-live="polite">
      {others.map((one) => (
        <li key={one.user.id} className="chip" data-tone={one.doing === 'reading' ? 'done' : 'soon'}>
          <span className="avatar" aria-hidden="true">
            {initials(one.user.name)}
          </span>
          {t(`console.presence.${one.doing}`, { name: one.user.name })}
        </li>
      ))}
    </ul>
  );
}
