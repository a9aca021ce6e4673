import { useState } from 'react';
import type { PaperReply } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { nowOnTheWall, pastFromWall } from '../../language/wall-clock.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { Choices, TextField } from '../../ui/Field.tsx';
import { DeliveryProblem } from './DeliveryProblem.tsx';
import { ProofField } from './ProofField.tsx';
import { UndoDialog } from './UndoDialog.tsx';

interface Props {
  readonly reply: PaperReply;
  readonly delivery: PaperReply['deliveries'][number];
  readonly onClose: () => void;
}

const refresh = [['paper-replies'], ['petition']];

/** What was posted arrived or came back; what hung on the list comes off it. */
export function EndDelivery({ reply, delivery, onClose }: Props) {
  const { t, manner } = useWords();
  const [given, setGiven] = useState(() => ({
    ...{ result: 'delivered', at: nowOnTheWall(manner), reason: '', proof: '' },
  }));
  const end = useWrite('end_paper_delivery', {
    refresh,
    done: () => {
      announce({ text: t('console.letters.delivery_written') });
      onClose();
    },
    failed: () => true,
  });
  const isList = delivery.way === 'list';
  const send = () =>
    end.mutate({
      params: { id: delivery.id },
      body: {
        result: given.result as 'delivered' | 'returned',
        at: pastFromWall(given.at, manner),
        ...{ reason: given.reason, proof_file_id: given.proof || null },
      },
    });
  return (
    <DialogBox title={t('console.letters.end_title', { folio: reply.folio })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {!isList && (
          <Choices
            {...{ legend: t('console.letters.result'), name: 'result', value: given.result }}
            options={(['delivered', 'returned'] as const).map((value) => ({
              value,
              label: t(`console.letters.results.${value}`),
            }))}
            onChange={(result) => setGiven({ ...given, result })}
          />
        )}
        <TextField
          {...{ label: t(isList ? 'console.letters.last_day' : 'console.letters.ended_at') }}
          {...{ type: 'datetime-local', required: true, value: given.at }}
          onChange={(event) => setGiven({ ...given, at: event.target.value })}
        />
        {given.result === 'returned' && (
          <TextField
            {...{ label: t('console.letters.returned_reason'), value: given.reason, maxLength: 300 }}
            onChange={(event) => setGiven({ ...given, reason: event.target.value })}
          />
        )}
        <ProofField petition_id={reply.petition_id} onStored={(proof) => setGiven({ ...given, proof })} />
        <DeliveryProblem error={end.error} />
        <Button type="submit" look="primary" icon="check" isBusy={end.isPending}>
          {t('console.letters.write_down')}
        </Button>
      </form>
    </DialogBox>
  );
}

/** On the day it was written down, and with the reason. */
export function UndoDelivery({ reply, delivery, onClose }: Props) {
  const { t } = useWords();
  const undo = useWrite('undo_paper_delivery', {
    refresh,
    done: () => {
      announce({ text: t('console.letters.undone') });
      onClose();
    },
    failed: () => true,
  });
  return (
    <UndoDialog
      title={t('console.letters.undo_title', { folio: reply.folio })}
      {...{ error: undo.error, isBusy: undo.isPending, onClose }}
      onUndo={(reason) => undo.mutate({ params: { id: delivery.id }, body: { reason } })}
    />
  );
}
