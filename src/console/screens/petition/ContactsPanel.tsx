import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { PetitionInteractions } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';

/** Every call, visit or letter in which the petition was opened or spoken of; what was said, for who asks to see it. */
export function ContactsPanel({ petition_id }: { petition_id: string }) {
  const { t } = useWords();
  const [isShown, setShown] = useState(false);
  const { data, isFetching } = useQuery({
    queryKey: ['petition', petition_id, 'interactions', isShown],
    queryFn: ({ signal }) =>
      call('get_petition_interactions', {
        ...{ params: { id: petition_id }, query: isShown ? { reveal: '1' as const } : {}, signal },
      }),
    placeholderData: (before) => before,
  });
  if (data === undefined || data.items.length === 0) return null;
  const canReveal = data.may_read && data.items.some(({ kind }) => kind.code !== 'filing');
  return (
    <section className="card stack" aria-labelledby="contacts-title">
      <h2 id="contacts-title">{t('console.petition_contacts.title')}</h2>
      <ol className="stack-tight">
        {data.items.map((one) => (
          <li key={one.id}>
            <Contact one={one} isShown={isShown && !isFetching} />
          </li>
        ))}
      </ol>
      {canReveal && !isShown && (
        <Button icon="eye" onClick={() => setShown(true)}>
          {t('console.petition_contacts.reveal')}
        </Button>
      )}
      {isShown && <p className="soft small">{t('console.petition_contacts.revealed')}</p>}
    </section>
  );
}

function Contact({ one, isShown }: { one: PetitionInteractions['items'][number]; isShown: boolean }) {
  const { t, code, manner } = useWords();
  const part = one.petitions[0]?.part ?? 'touched';
  return (
    <>
      <strong>{code('channel', one.channel)}</strong> · {one.kind.name}{' '}
      <span className="soft small">{t(`console.petition_contacts.${part}`)}</span>
      <br />
      <span className="soft small">
        {shortInstant(one.at, manner)} ·{' '}
        {t('console.petition_contacts.by', { name: one.by, place: one.place })}
        {one.wrap_up !== null && ` · ${one.wrap_up.name}`}
      </span>
      {isShown && one.recorded !== null && <p>{one.answer ?? t('console.petition_contacts.no_answer')}</p>}
    </>
  );
}
