import { useEffect, useState } from 'react';
import { clockTime, shortInstant } from '../../../core/language/format.ts';
import type { PetitionPage } from '../../api.generated.ts';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { givenBack } from './reply-draft.ts';
import type { Keeping, ReplyDraft } from './use-reply-draft.ts';

/** What to know before writing on: a text came back, somebody saved another one, or the reply is on its way already. */
export function DraftState({ draft }: { draft: ReplyDraft }) {
  const { t, manner } = useWords();
  const { user } = useMe();
  const { newer, standing, keeping } = draft;
  if (newer !== null) {
    const name = newer.drafted_by?.id === user.id ? null : (newer.drafted_by?.name ?? '');
    const at = shortInstant(newer.drafted_at, manner);
    return (
      <div className="notice" data-tone="soon" role="alert">
        <Icon name="people" />
        <div className="stack-tight grow">
          <strong>
            {name === null ? t('console.reply.newer_own', { at }) : t('console.reply.newer', { name, at })}
          </strong>
          <blockquote className="words newer-draft">{newer.body || t('console.reply.no_words')}</blockquote>
          <span>{t('console.reply.newer_help')}</span>
          <div className="row">
            <Button onClick={draft.takeTheirs}>
              {t(name === null ? 'console.reply.take_newer' : 'console.reply.take_theirs')}
            </Button>
            <Button onClick={draft.keepMine}>{t('console.reply.keep_mine')}</Button>
          </div>
        </div>
      </div>
    );
  }
  if (standing === 'over') return <p className="notice">{t('console.reply.over')}</p>;
  if (keeping.state === 'refused') {
    return (
      <p className="notice" data-tone="late" role="alert">
        {keeping.why}
      </p>
    );
  }
  return draft.cameBack ? <p className="soft small">{t('console.reply.kept')}</p> : null;
}

/** Why the head gave the draft back, in sight while it is written anew. */
export function GivenBack({ page, reply_id }: { page: PetitionPage; reply_id: string | null }) {
  const { manner } = useWords();
  const back = givenBack(page, reply_id);
  if (back === null) return null;
  return (
    <p className="notice" data-tone="soon">
      <Icon name="undo" />
      <span>
        <strong>{back.text}</strong>{' '}
        <span className="soft small">
          {back.author.user?.name} · {shortInstant(back.at, manner)}
        </span>
      </span>
    </p>
  );
}

/** How long «a moment ago» is true. */
const moment_ms = 60_000;

/** Whether what was typed is safe, said quietly beside the buttons. */
export function KeptLine({ keeping }: { keeping: Keeping }) {
  const { t, manner } = useWords();
  const at = keeping.state === 'saved' ? keeping.at : null;
  const [old, setOld] = useState<string | null>(null);
  useEffect(() => {
    if (at === null) return undefined;
    const timer = setTimeout(() => setOld(at), moment_ms);
    return () => clearTimeout(timer);
  }, [at]);
  if (keeping.state === 'saving') return <span className="soft small">{t('console.reply.saving')}</span>;
  if (keeping.state === 'away') {
    return (
      <output className="small tone-soon">
        <Icon name="soon" /> {t('console.reply.away')}
      </output>
    );
  }
  if (at === null) return null;
  return (
    <span className="soft small">
      <Icon name="check" />{' '}
      {old === at ? t('console.reply.saved_at', { time: clockTime(at, manner) }) : t('console.reply.saved')}
    </span>
  );
}
