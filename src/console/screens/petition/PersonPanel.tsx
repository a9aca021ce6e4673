import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ContactInfo, PetitionPage } from '../../api.generated.ts';
import { contactsQuery } from '../../api/reads.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { CallButton } from '../telephone/CallButton.tsx';
import { PetitionCards } from './PetitionCards.tsx';

/** Who asks, with all their other folios; the server sends nothing in clear until somebody asks to see it. */
export function PersonPanel({ page }: { page: PetitionPage }) {
  const words = useWords();
  const { t, code, count } = words;
  const { petition, of_person } = page;
  const [isShown, setShown] = useState(false);
  const clear = useQuery({ ...contactsQuery(petition.id), enabled: isShown });
  const client = useQueryClient();
  // To call is to have seen the number: it is asked for as if it were shown, and written down like that.
  const askNumber = async ({ part }: ContactInfo) => {
    const all = await client.fetchQuery({ ...contactsQuery(petition.id), staleTime: 0 });
    return all.find((one) => one.part === part)?.phone ?? null;
  };
  const contacts = isShown && clear.data !== undefined ? clear.data : page.contacts;
  return (
    <section className="card stack" aria-labelledby="person-title">
      <div className="row">
        <h2 id="person-title" className="grow">
          {t('console.person.title')}
        </h2>
        {page.contacts.some(({ why_masked }) => why_masked === 'hidden') && (
          <Button
            {...{ look: 'quiet', icon: 'eye', isBusy: clear.isFetching && clear.data === undefined }}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {t(isShown ? 'console.person.hide' : 'console.person.show')}
          </Button>
        )}
      </div>
      {isShown && clear.isError && (
        <p className="notice" data-tone="late" role="alert">
          {sentenceOf(clear.error, words)}
        </p>
      )}
      {contacts.length === 0 && <p className="soft">{code('identity', petition.identity)}</p>}
      {contacts.map((contact) => (
        <Contact key={contact.part} {...{ contact }} onAskNumber={() => askNumber(contact)} />
      ))}
      {page.supporters.count > 0 && (
        <p className="soft">
          <Icon name="people" /> {count('console.supporters', page.supporters.count)}
        </p>
      )}
      {of_person.length > 0 && (
        <details>
          <summary>{count('console.person.others', of_person.length)}</summary>
          <PetitionCards cards={of_person} />
        </details>
      )}
    </section>
  );
}

const lines = [
  ['phone', 'phone'],
  ['email', 'mail'],
  ['document', 'file'],
  ['address', 'pin'],
] as const satisfies readonly (readonly [keyof ContactInfo, IconName])[];

interface ContactProps {
  readonly contact: ContactInfo;
  readonly onAskNumber: () => Promise<string | null>;
}

function Contact({ contact, onAskNumber }: ContactProps) {
  const { t } = useWords();
  // Who may not see the number does not call it either.
  const canCall = contact.why_masked === null || contact.why_masked === 'hidden';
  return (
    <div className="stack-tight">
      {contact.part === 'on_behalf_of' && (
        <p className="soft small">{t('console.person.on_behalf_of', { relation: contact.relation ?? '' })}</p>
      )}
      <p>
        {contact.person_id ? (
          <Link to="/persons/$id" params={{ id: contact.person_id }}>
            {contact.name ?? t('console.person.no_name')}
          </Link>
        ) : (
          <strong>{contact.name ?? t('console.person.no_name')}</strong>
        )}
      </p>
      {lines.map(([name, icon]) =>
        contact[name] ? (
          <p key={name}>
            <Icon name={icon} /> {contact[name]}{' '}
            {name === 'phone' && canCall && (
              <CallButton number={contact.masked ? onAskNumber : (contact.phone ?? '')} />
            )}
          </p>
        ) : null,
      )}
      {contact.notify_by && (
        <p className="soft small">{t(`console.notify_by.${contact.notify_by as 'email'}`)}</p>
      )}
      {contact.why_masked && contact.why_masked !== 'hidden' && (
        <p className="soft small">{t(`console.person.masked.${contact.why_masked}`)}</p>
      )}
    </div>
  );
}
