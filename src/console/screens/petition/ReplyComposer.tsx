import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { needsReasons } from '../../../core/petitions/reply.ts';
import type { PetitionActionName, PetitionPage } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { fillTemplate, missingParts, startOfReply, type ReplyText } from './reply-draft.ts';
import { ReplyChecklist } from './ReplyChecklist.tsx';
import { ReplyFields } from './ReplyFields.tsx';
import { ReplyPreview } from './ReplyPreview.tsx';
import { useAct } from './use-act.ts';

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
  const key = `atiende.reply.${petition.id}.${corrects_id ?? 'new'}`;
  const draft = useDraft<ReplyText>(key, startOfReply(page, corrects_id));
  const act = useAct(page);
  const [isPreviewed, setPreviewed] = useState(false);
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for a clean-up.
    void top.current?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }, []);
  const text = draft.value;
  const missing = missingParts(text, { page, catalogue });
  const isFirst = text.outcome_code === null;
  const sending = isFirst ? 'send_first_reply' : 'send_reply';
  const final: PetitionActionName =
    corrects_id === null ? (composer.needs_approval ? 'submit_reply' : sending) : 'correct_reply';
  const isAllowed = (name: PetitionActionName) => actions.some((one) => one.action === name && one.allowed);
  const permitted = actions.find(({ action }) => action === final);
  const refusal = permitted?.allowed ? null : (permitted?.reason?.message ?? t('console.no_permission'));

  async function save() {
    const kept = page.replies.find((one) => one.state === 'draft' && one.corrects_id === corrects_id);
    const of = kept === undefined ? {} : { reply_id: kept.id, reply_version: kept.version };
    return act.run('draft_reply', { ...text, ...of, ...(corrects_id === null ? {} : { corrects_id }) });
  }
  async function send() {
    const saved = await save();
    if (saved?.reply_id === undefined) return;
    const { reply_id, reply_version, version } = saved;
    const sent = await act.run(final, {
      reply_id,
      version,
      ...(reply_version === undefined ? {} : { reply_version }),
    });
    if (sent === null) return;
    draft.clear();
    onClose();
  }
  const templates = (catalogue?.templates ?? []).filter(
    ({ authority_id, service_code }) =>
      (authority_id === null || authority_id === petition.authority.id) &&
      (service_code === null || service_code === petition.service.code),
  );
  const outcomes = (catalogue?.outcomes ?? []).filter(({ is_active }) => is_active);
  return (
    <section className="card composer" aria-labelledby="composer-title" ref={top}>
      <div className="row">
        <h2 id="composer-title" className="grow">
          {t(corrects_id === null ? 'console.reply.compose' : 'console.act.correct_reply')} ·{' '}
          <span className="folio">{composer.folio}</span>
        </h2>
        {templates.length > 0 && (
          <Menu
            label={t('console.reply.template')}
            look="quiet"
            entries={templates.map((one) => ({
              id: one.id,
              label: one.name,
              icon: 'file',
              run: () =>
                draft.change({
                  body: [text.body.trim(), fillTemplate(one.body, page)].filter(Boolean).join('\n\n'),
                  ...(one.outcome_code !== null && text.outcome_code === ''
                    ? { outcome_code: one.outcome_code }
                    : {}),
                }),
            }))}
          >
            <Icon name="file" /> {t('console.reply.template')}
          </Menu>
        )}
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
      {draft.isKept && <p className="soft small">{t('console.reply.kept')}</p>}
      <div className="composer-grid">
        <ReplyFields
          {...{ text, outcomes, onChange: draft.change }}
          mayBeFirst={isFirst || (corrects_id === null && isAllowed('send_first_reply'))}
        />
        <ReplyChecklist
          {...{ missing, isFirst, unit: composer.unit.name }}
          isRefusal={isRefusal(text, outcomes)}
        />
      </div>
      <div className="row row-end">
        <Button look="quiet" icon="eye" onClick={() => setPreviewed(true)}>
          {t('console.reply.preview')}
        </Button>
        <Button
          isBusy={act.isBusy}
          reason={text.outcome_code === '' ? t('console.fill_in') : null}
          onClick={() => void save()}
        >
          {t('console.act.draft_reply')}
        </Button>
        <Button
          {...{ look: 'primary', icon: 'send', isBusy: act.isBusy }}
          reason={refusal ?? (missing.length > 0 ? t('console.reply.incomplete') : null)}
          onClick={() => void send()}
        >
          {t(`console.act.${final}`)}
        </Button>
      </div>
      {isPreviewed && <ReplyPreview id={petition.id} text={text} onClose={() => setPreviewed(false)} />}
    </section>
  );
}

function isRefusal(text: ReplyText, outcomes: readonly { code: string; class: string }[]): boolean {
  return needsReasons(outcomes.find(({ code }) => code === text.outcome_code)?.class ?? null);
}
