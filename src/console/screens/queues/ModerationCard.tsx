import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModerationItem } from '../../api.generated.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { RedactText } from '../../parts/RedactText.tsx';
import { useUndoOffer } from '../../parts/use-undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Check } from '../../ui/Field.tsx';
import {
  bodyOf,
  draftKey,
  textOf,
  untouched,
  type Decision,
  type ModerationDraft,
} from './moderation-draft.ts';
import { ModerationPhotos } from './ModerationPhotos.tsx';
import { QuarantineDialog } from './QuarantineDialog.tsx';
import { RowLink } from './RowLink.tsx';

interface Props {
  readonly item: ModerationItem;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onDone: () => void;
}

/** One text with its photos. What is typed and ticked stays until it is decided, whatever happens to the photos. */
export function ModerationCard({ item, isChosen, onChoose, onDone }: Props) {
  const { t, code } = useWords();
  const { petition, files } = item;
  const draft = useDraft<ModerationDraft>(draftKey(item), untouched);
  const [isQuarantine, setQuarantine] = useState(false);
  const decision = useDecision(item, draft, onDone);
  const text = textOf(item, draft.value);
  return (
    <li className="card queue-card" id={cardId(petition.id)} tabIndex={-1} aria-label={petition.folio}>
      <div className="stack">
        <div className="row">
          <Check
            {...{
              label: '',
              checked: isChosen,
              'aria-label': t('console.moderate.choose', { folio: petition.folio }),
            }}
            onChange={(event) => onChoose(event.target.checked)}
          />
          <RowLink row={petition} />
          <span className="soft small">{code('visibility', petition.visibility)}</span>
        </div>
        <RedactText
          {...{ label: t('console.field.public_description'), value: text, original: item.description }}
          onChange={(changed) => draft.change({ text: changed })}
        />
      </div>
      <div className="stack">
        {files.length > 0 && (
          <ModerationPhotos
            {...{ item, draft: draft.value }}
            onShow={(shown) => draft.change({ shown: { ...draft.latest.current.shown, ...shown } })}
          />
        )}
        <div className="row">
          <Button
            look="primary"
            isBusy={decision.isBusy}
            reason={text.trim() === '' ? t('console.moderate.no_text') : null}
            onClick={() => decision.run('published')}
          >
            {t('console.moderation.published')}
          </Button>
          <Button isBusy={decision.isBusy} onClick={() => decision.run('withheld')}>
            {t('console.moderation.withheld')}
          </Button>
          <Button look="danger" isBusy={decision.isBusy} onClick={() => setQuarantine(true)}>
            {t('console.moderation.quarantined')}
          </Button>
        </div>
      </div>
      {isQuarantine && (
        <QuarantineDialog
          {...{ folio: petition.folio, isBusy: decision.isBusy, onClose: () => setQuarantine(false) }}
          onDone={(reason) => decision.run('quarantined', reason)}
        />
      )}
    </li>
  );
}

/** Where the keyboard goes when the card before it is done. */
export const cardId = (petition_id: string): string => `moderate-${petition_id}`;

/** Decides on one; taken back, it stands in the queue again with what was typed. */
function useDecision(
  item: ModerationItem,
  draft: ReturnType<typeof useDraft<ModerationDraft>>,
  onDone: () => void,
) {
  const words = useWords();
  const client = useQueryClient();
  const undoOf = useUndoOffer();
  const { petition } = item;
  const write = useWrite('act', {
    done: ({ undo }, { body }) => {
      const typed = draft.latest.current;
      const { decision } = body as { decision: Decision };
      const { action } = undoOf(undo);
      draft.clear();
      onDone();
      announce({
        text: words.t(`console.moderate.done.${decision}`, { folio: petition.folio }),
        ...(action && { action: { ...action, run: () => (draft.change(typed), action.run()) } }),
      });
    },
    failed: (error) => {
      announce({ tone: 'late', text: sentenceOf(error, words) });
      // What is newer comes on the screen, so that the next press is on what was seen.
      if (error.code === 'version_conflict') void client.invalidateQueries({ queryKey: ['moderation'] });
      return true;
    },
  });
  const run = (decision: Decision, reason?: string) =>
    write.mutate({
      params: { id: petition.id, action: 'moderate' },
      body: { ...bodyOf(item, draft.latest.current, decision), ...(reason ? { reason } : {}) },
    });
  return { run, isBusy: write.isPending };
}
