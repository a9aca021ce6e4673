import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { PetitionActionName, PetitionPage } from '../../api.generated.ts';
import { petitionQuery } from '../../api/reads.ts';
import '../../css/petition.css';
import { useWords } from '../../language/words.ts';
import { useShortcuts } from '../../layout/shortcuts.ts';
import { announce } from '../../layout/toasts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { immediate } from './action-forms.ts';
import { AssignmentsPanel } from './AssignmentsPanel.tsx';
import { ClockStrips } from './ClockStrips.tsx';
import { LeftNotice } from './LeftNotice.tsx';
import { PersonPanel } from './PersonPanel.tsx';
import { PetitionHead } from './PetitionHead.tsx';
import { PlacePanel } from './PlacePanel.tsx';
import { ContactsPanel } from './ContactsPanel.tsx';
import { RelatedPanel } from './RelatedPanel.tsx';
import { Replies } from './Replies.tsx';
import { RequestPanel } from './RequestPanel.tsx';
import { Timeline } from './Timeline.tsx';
import { useAct } from './use-act.ts';
import { whyNoReply } from './why-no-reply.ts';

const ActionDialog = lazy(() =>
  import('./ActionDialog.tsx').then((file) => ({ default: file.ActionDialog })),
);
const ReplyComposer = lazy(() =>
  import('./ReplyComposer.tsx').then((file) => ({ default: file.ReplyComposer })),
);

/** Everything about one petition, and everything that can be done with it. */
export function PetitionScreen() {
  const { id } = useParams({ from: '/inside/petitions/$id' });
  const { data, error, isPending, refetch } = useQuery(petitionQuery(id));
  if (data === undefined && isPending) return <Waiting />;
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  return <Petition key={id} page={data} />;
}

const keysOfActions = [
  ['a', 'console.keys.accept', 'accept'],
  ['e', 'console.keys.take', 'take'],
  ['m', 'console.keys.transfer', 'transfer_unit'],
  ['q', 'console.keys.ask', 'ask'],
  ['n', 'console.keys.note', 'note'],
  ['t', 'console.keys.extend', 'extend'],
] as const;

function Petition({ page }: { page: PetitionPage }) {
  const { t } = useWords();
  const { petition } = page;
  useTitle(`${petition.folio} ${petition.service.name}`);
  // The window that is open stands in the address: a reload finds it again, with what was typed.
  const search = useSearch({ from: '/inside/petitions/$id' });
  const navigate = useNavigate();
  const act = useAct(page);
  const open = (name: string | undefined) =>
    void navigate({ to: '/petitions/$id', params: { id: petition.id }, search: { do: name }, replace: true });
  const permitted = (name: string) => page.actions.find(({ action }) => action === name)?.allowed === true;
  const begin = (name: PetitionActionName) => {
    act.forget();
    if (immediate.includes(name)) void act.run(name);
    else open(name);
  };
  const reply = () => {
    const why = whyNoReply(page, t);
    if (why === null) open('reply');
    else announce({ tone: 'late', text: why });
  };
  const doing = search['do'];
  const isReplying = petition.left === null && (doing === 'reply' || doing?.startsWith('correct:') === true);
  useShortcuts([
    ...keysOfActions.map(([keys, label, action]) => ({
      keys,
      label,
      run: () => permitted(action) && begin(action),
    })),
    { keys: 'r', label: 'console.keys.reply', run: reply },
    { keys: 'u', label: 'console.keys.back', run: () => void navigate({ to: '/inbox', search: {} }) },
  ]);
  const dialog = page.actions.find(({ action, allowed }) => action === doing && allowed);
  return (
    <article className="petition">
      <PetitionHead page={page} isReplying={isReplying} onAction={begin} onReply={reply} />
      <LeftNotice left={petition.left} />
      {act.problem !== null && dialog === undefined && !isReplying && (
        <p className="notice" data-tone="late" role="alert">
          {act.problem}
        </p>
      )}
      <div className="petition-grid">
        <div className="petition-main">
          <ClockStrips page={page} />
          <RequestPanel page={page} />
          <Timeline page={page} />
          <Replies page={page} onCorrect={(reply_id) => open(`correct:${reply_id}`)} onAction={begin} />
          {isReplying && (
            <Suspense fallback={<Waiting />}>
              <ReplyComposer
                key={doing}
                page={page}
                corrects_id={doing?.startsWith('correct:') ? doing.slice('correct:'.length) : null}
                onClose={() => open(undefined)}
              />
            </Suspense>
          )}
        </div>
        <aside className="petition-side" aria-label={t('console.petition.side')}>
          <PersonPanel page={page} />
          <AssignmentsPanel page={page} />
          <PlacePanel page={page} />
          <ContactsPanel petition_id={petition.id} />
          <RelatedPanel page={page} />
        </aside>
      </div>
      {dialog && (
        <Suspense fallback={null}>
          <ActionDialog
            key={doing}
            page={page}
            action={dialog.action as PetitionActionName}
            onClose={() => open(undefined)}
          />
        </Suspense>
      )}
    </article>
  );
}
