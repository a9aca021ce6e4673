import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import type { SessionState } from '../../api.generated.ts';
import type { ApiError } from '../../api/client.ts';
import { draftsAreOf } from '../../api/kept-drafts.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { tellWindows } from '../../api/session-news.ts';
import { sessionQuery } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import { laterScreen } from '../../language/later-sentences.ts';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { NewPasswordNeeded } from './NewPasswordNeeded.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import { SignFrame } from './SignFrame.tsx';

const EnrolmentNeeded = laterScreen(() => import('./EnrolmentNeeded.tsx'), 'EnrolmentNeeded');

/** Password, then the second factor or a new password where one is owed; then back to where one was going. */
export function SignIn() {
  const { t } = useWords();
  useTitle(t('console.sign_in.title'));
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: session, isPending } = useQuery(sessionQuery);
  const state = session?.state;
  useEffect(() => {
    if (state !== 'signed_in') return;
    const inside = next?.startsWith('/') && !next.startsWith('//') ? next : '/inbox';
    void router.navigate({ href: inside, replace: true });
  }, [state, next, router, navigate]);
  const goOn = (answer: SessionState) => {
    // What was read for who was here before, whose session expired, is not shown to who enters now.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    client.setQueryData(sessionQuery.queryKey, answer);
    // Who entered in this window was here themselves: what somebody else left in it is gone.
    if (answer.me !== null) draftsAreOf(answer.me.user.id);
    tellWindows();
  };
  if (isPending || state === 'signed_in') return <Waiting />;
  if (state === 'second_factor_needed') return <SecondFactor onDone={goOn} />;
  if (state === 'password_change_needed') return <NewPasswordNeeded onDone={goOn} />;
  if (state === 'second_factor_enrolment_needed')
    return (
      <Suspense fallback={<Waiting />}>
        <EnrolmentNeeded />
      </Suspense>
    );
  return <Credentials onDone={goOn} />;
}

function Credentials({ onDone }: { onDone: (answer: SessionState) => void }) {
  const words = useWords();
  const { t } = words;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<ApiError | null>(null);
  const enter = useWrite('sign_in', {
    refresh: [],
    done: onDone,
    failed: (error) => {
      setProblem(error);
      return true;
    },
  });
  return (
    <SignFrame title={t('console.sign_in.title')}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setProblem(null);
          enter.mutate({ body: { email: email.trim(), password } });
        }}
      >
        {problem && (
          <div className="notice" data-tone="late" role="alert">
            {sentenceOf(problem, words)}
          </div>
        )}
        <TextField
          {...{ label: t('console.sign_in.email'), type: 'email', autoComplete: 'username' }}
          {...{ value: email, required: true }}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          {...{ label: t('console.sign_in.password'), type: 'password', autoComplete: 'current-password' }}
          {...{ value: password, required: true }}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="primary" isBusy={enter.isPending}>
          {t('console.sign_in.enter')}
        </Button>
      </form>
      <Link to="/forgotten-password" state={{ email: email.trim() }}>
        {t('console.sign_in.forgotten')}
      </Link>
    </SignFrame>
  );
}
