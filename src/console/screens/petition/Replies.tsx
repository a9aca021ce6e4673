import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { FormalReply, PetitionActionName, PetitionPage } from '../../api.generated.ts';
import { inCity } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Chip } from '../../parts/Chips.tsx';
import type { Tone } from '../../parts/due.ts';
import { Button } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { sendingAct } from './reply-draft.ts';
import { useAct } from './use-act.ts';
import { whyNoReply } from './why-no-reply.ts';

interface Props {
  readonly page: PetitionPage;
  readonly onCorrect: (reply_id: string) => void;
  readonly onAction: (action: PetitionActionName) => void;
}

const tones: Readonly<Record<FormalReply['state'], Tone>> = {
  draft: 'done',
  to_approve: 'soon',
  sent: 'fine',
  discarded: 'done',
};

/** The formal replies: sent ones with their document, those that wait for the head's approval with its buttons. */
export function Replies({ page, onCorrect }: Props) {
  const { t } = useWords();
  const shown = page.replies.filter(({ state }) => state === 'sent' || state === 'to_approve');
  if (shown.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="replies-title">
      <h2 id="replies-title">{t('console.reply.title')}</h2>
      {shown.map((reply) => (
        <Reply key={reply.id} page={page} reply={reply} onCorrect={() => onCorrect(reply.id)} />
      ))}
    </section>
  );
}

function Reply({
  page,
  reply,
  onCorrect,
}: {
  page: PetitionPage;
  reply: FormalReply;
  onCorrect: () => void;
}) {
  const { t, manner } = useWords();
  const reasonOf = (name: string) => {
    const found = page.actions.find(({ action }) => action === name);
    return found?.allowed ? null : (found?.reason?.message ?? t('console.no_permission'));
  };
  return (
    <article className="reply">
      <p className="row">
        <Chip tone={tones[reply.state]} icon={reply.state === 'sent' ? 'send' : 'clock'}>
          {t(`console.reply.state.${reply.state}`)}
        </Chip>
        <strong>{reply.outcome?.name ?? t('console.reply.first')}</strong>
        <span className="soft small">
          {reply.document_number} {reply.sent_at && `· ${shortInstant(reply.sent_at, manner)}`}
          {` · ${reply.responsible_name}, ${reply.unit.name}`}
        </span>
      </p>
      {reply.signed && (
        <p className="row small">
          <Chip tone="accent" icon="shield">
            {t('console.reply.signed')}
          </Chip>
          <span className="soft">
            {reply.signed.by} · {shortInstant(reply.signed.at, manner)}
          </span>
        </p>
      )}
      <p className="words">{reply.body}</p>
      {reply.reasons && (
        <p className="words">
          <span className="soft">{t('console.field.reasons')}: </span>
          {reply.reasons}
        </p>
      )}
      {reply.state === 'sent' ? (
        <div className="row">
          <a className="button" href={inCity(reply.pdf_url)} target="_blank" rel="noreferrer">
            {t(reply.signed ? 'console.reply.signed_pdf' : 'console.reply.pdf')}
          </a>
          {reply.outcome !== null && (
            <Button icon="note" reason={whyNoReply(page, t)} onClick={onCorrect}>
              {t('console.act.correct_reply')}
            </Button>
          )}
        </div>
      ) : (
        <Approval page={page} reply={reply} reason={reasonOf('approve_reply')} />
      )}
    </article>
  );
}

function Approval({
  page,
  reply,
  reason,
}: {
  page: PetitionPage;
  reply: FormalReply;
  reason: string | null;
}) {
  const { t } = useWords();
  const act = useAct(page);
  const [why, setWhy] = useState<string | null>(null);
  const input = { reply_id: reply.id, reply_version: reply.version };
  /** Signs it and sends it; one that was signed already, and whose sending failed, is only sent. */
  async function approveAndSend() {
    const signed =
      reply.approved_by === null ? await act.run('approve_reply', input, { isQuiet: true }) : null;
    if (reply.approved_by === null && signed === null) return;
    const send = sendingAct({ corrects_id: reply.corrects_id, isFirst: reply.outcome === null });
    await act.run(send, { ...input, ...(signed === null ? {} : { version: signed.version }) });
  }
  return (
    <div className="stack">
      {act.problem && (
        <p className="notice" data-tone="late" role="alert">
          {act.problem}
        </p>
      )}
      {why !== null && (
        <TextArea
          {...{ label: t('console.field.reason'), value: why }}
          onChange={(event) => setWhy(event.target.value)}
        />
      )}
      <div className="row">
        <Button
          {...{ look: 'primary', icon: 'check', reason, isBusy: act.isBusy }}
          onClick={() => void approveAndSend()}
        >
          {t('console.act.approve_reply')}
        </Button>
        <Button
          reason={reason ?? (why?.trim() === '' ? t('console.fill_in') : null)}
          onClick={() => {
            if (why === null) setWhy('');
            else void act.run('reject_reply', { ...input, reason: why });
          }}
        >
          {t('console.act.reject_reply')}
        </Button>
      </div>
    </div>
  );
}
