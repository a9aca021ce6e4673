import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { SignFrame } from './SignFrame.tsx';

/** Asks for a link; the answer never tells whether the address is known. */
export function ForgottenPassword() {
  const { t } = useWords();
  useTitle(t('console.sign_in.forgotten'));
  // What was typed at the door comes along, in the history of this window and not in the address.
  const typed = useLocation({ select: ({ state }) => state.email ?? '' });
  const [email, setEmail] = useState(typed);
  const ask = useWrite('request_password_reset', { refresh: [] });
  return (
    <SignFrame title={t('console.sign_in.forgotten')}>
      {ask.isSuccess ? (
        <output className="notice">{t('console.sign_in.link_sent', { email })}</output>
      ) : (
        <form
          className="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            ask.mutate({ body: { email: email.trim() } });
          }}
        >
          <TextField
            {...{ label: t('console.sign_in.email'), type: 'email', value: email }}
            autoComplete="username"
            help={t('console.sign_in.forgotten_help')}
            onChange={(event) => setEmail(event.target.value)}
          />
          <Button type="submit" look="primary" isBusy={ask.isPending}>
            {t('console.sign_in.send_link')}
          </Button>
        </form>
      )}
      <Link to="/sign-in" search={{}}>
        {t('console.sign_in.back')}
      </Link>
    </SignFrame>
  );
}
