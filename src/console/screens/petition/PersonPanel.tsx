import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ContactInfo, PetitionPage } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { PetitionCards } from './PetitionCards.tsx';

/** Who asks, hidden until somebody needs it, with all their other folios. */
export function PersonPanel({ page }: { page: PetitionPage }) {
  const { t, code, count } = useWords();
  const { petition, contacts, of_person } = page;
  const [isShown, setShown] = useState(false);
  return (
    <section className="card stack" aria-labelledby="person-title">
      <div className="row">
        <h2 id="person-title" className="grow">
          {t('console.person.title')}
        </h2>
        {contacts.some(({ masked }) => !masked) && (
          <Button look="quiet" icon="eye" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
            {t(isShown ? 'console.person.hide' : 'console.person.show')}
          </Button>
        )}
      </div>
      {contacts.length === 0 && <p className="soft">{code('identity', petition.identity)}</p>}
      {contacts.map((contact) => (
        <Contact key={contact.part} contact={contact} isShown={isShown} />
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

function Contact({ contact, isShown }: { contact: ContactInfo; isShown: boolean }) {
  const { t } = useWords();
  const isHidden = !isShown && !contact.masked;
  const shown = (text: string) => (isHidden ? '•••••••' : text);
  return (
    <div className="stack-tight">
      {contact.part === 'on_behalf_of' && (
        <p className="soft small">{t('console.person.on_behalf_of', { relation: contact.relation ?? '' })}</p>
      )}
      <p>
        {contact.person_id && !contact.masked ? (
          <Link to="/persons/$id" params={{ id: contact.person_id }}>
            {shown(contact.name ?? t('console.person.no_name'))}
          </Link>
        ) : (
          <strong>{contact.name ?? t('console.person.no_name')}</strong>
        )}
      </p>
      {lines.map(([name, icon]) =>
        contact[name] ? (
          <p key={name}>
            <Icon name={icon} /> {shown(contact[name])}
          </p>
        ) : null,
      )}
      {contact.notify_by && (
        <p className="soft small">{t(`console.notify_by.${contact.notify_by as 'email'}`)}</p>
      )}
      {contact.why_masked && <p className="soft small">{t(`console.person.masked.${contact.why_masked}`)}</p>}
    </div>
  );
}
