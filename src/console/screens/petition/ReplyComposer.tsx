import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { needsReasons } from '../../../core/petitions/reply.ts';
import type { PetitionPage } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { DraftState, GivenBack, KeptLine } from './DraftState.tsx';
import { hasBlanks } from './fill-template.ts';
import { missingParts, sendingAct } from './reply-draft.ts';
import { ReplyChecklist } from './ReplyChecklist.tsx';
import { ReplyFields } from './ReplyFields.tsx';
import { ReplyPreview } from './ReplyPreview.tsx';
import { TemplateMenu } from './TemplateMenu.tsx';
import { useAct } from './use-act.ts';
import { useReplyDraft } from './use-reply-draft.ts';

interface Props {
  readonly page: PetitionPage;
  readonly corrects_id: string | null;
  readonly onClose: () => void;
}

/** The formal reply: what is known is filled in, what the law asks is ticked off, and it goes when nothing is missing. */
export function ReplyComposer({ page, corrects_id, onClose }: Props) {
  const { t } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery);
  const { petition, composer, actions } = page;
  const draft = useReplyDraft(page, corrects_id);
  const act = useAct(page);
  const [isPreviewed, setPreviewed] = useState(false);
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for a clean-up.
    void top.current?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }, []);
  const { text } = draft;
  const missing = missingParts(text, { page, catalogue });
  const isFirst = text.outcome_code === null;
  // The head signs first where the unit wants it, a correction too.
  const final = composer.needs_approval ? 'submit_reply' : sendingAct({ corrects_id, isFirst });
  const permitted = actions.find(({ action }) => action === final);
  const refusal = permitted?.allowed ? null : (permitted?.reason?.message ?? t('console.no_permission'));

  async function send() {
    const saved = await draft.save();
    if (saved === null) return;
    const { reply_id, reply_version } = saved;
    const sent = await act.run(final, { reply_id, reply_version, version: draft.version() });
    if (sent === null) return;
    draft.clear();
    onClose();
  }
  const whyNot =
    draft.newer !== null
      ? t('console.reply.choose_first')
      : missing.length > 0
        ? t('console.reply.incomplete')
        : hasBlanks(text.body)
          ? t('console.reply.blanks')
          : null;
  const outcomes = (catalogue?.outcomes ?? []).filter(({ is_active }) => is_active);
  const isRefusal = needsReasons(outcomes.find(({ code }) => code === text.outcome_code)?.class ?? null);
  const mayBeFirst =
    isFirst ||
    (corrects_id === null && actions.some((one) => one.action === 'send_first_reply' && one.allowed));
  return (
    <section className="card composer" aria-labelledby="composer-title" ref={top}>
      <div className="row">
        <h2 id="composer-title" className="grow">
          {t(corrects_id === null ? 'console.reply.compose' : 'console.act.correct_reply')} ·{' '}
          <span className="folio">{composer.folio}</span>
        </h2>
        <KeptLine keeping={draft.keeping} />
        <TemplateMenu page={page} text={text} onChange={draft.change} />
        <Button look="quiet" icon="close" aria-label={t('console.close')} onClick={onClose} />
      </div>
      {act.isConflict ? (
        <ConflictNotice page={page} />
      ) : (
        act.problem && (
          <p className="notice" data-tone="late" role="alert">
            {act.problem}
          </p>
        )
      )}
      <GivenBack page={page} reply_id={draft.reply_id} />
      <DraftState draft={draft} />
      <div className="composer-grid">
        <ReplyFields {...{ text, outcomes, mayBeFirst }} onChange={draft.change} />
        <ReplyChecklist {...{ missing, isFirst, isRefusal, unit: composer.unit.name }} />
      </div>
      <div className="row row-end">
        <Button look="quiet" icon="eye" onClick={() => setPreviewed(true)}>
          {t('console.reply.preview')}
        </Button>
        <Button
          isBusy={act.isBusy}
          reason={draft.newer === null ? null : t('console.reply.choose_first')}
          onClick={() => void draft.save()}
        >
          {t('console.act.draft_reply')}
        </Button>
        <Button
          {...{ look: 'primary', icon: 'send', isBusy: act.isBusy }}
          reason={refusal ?? whyNot}
          onClick={() => void send()}
        >
          {t(`console.act.${final}`)}
        </Button>
      </div>
      {isPreviewed && <ReplyPreview id={petition.id} text={text} onClose={() => setPreviewed(false)} />}
    </section>
  );
}
