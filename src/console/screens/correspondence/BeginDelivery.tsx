import { useState } from 'react';
import type { PaperReply } from '../../api.generated.ts';
import { uniqueKey } from '../../api/unique-key.ts';
import { useWrite } from '../../api/writes.ts';
import { nowOnTheWall, pastFromWall } from '../../language/wall-clock.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { Choices, TextField } from '../../ui/Field.tsx';
import { DeliveryProblem } from './DeliveryProblem.tsx';
import { ProofField } from './ProofField.tsx';

const ways = ['in_person', 'post', 'list'] as const;
type Way = (typeof ways)[number];

interface Props {
  readonly reply: PaperReply;
  readonly onClose: () => void;
}

/** How a reply on paper goes: into somebody's hand, to the carrier, or on the list. */
export function BeginDelivery({ reply, onClose }: Props) {
  const { t, code, manner } = useWords();
  const [given, setGiven] = useState(() => ({
    ...{ id: uniqueKey(), way: (reply.next_way ?? 'in_person') as Way, at: nowOnTheWall(manner) },
    ...{ tracking: '', receiver_name: reply.name ?? '', receiver_document: '', proof: '' },
  }));
  const set = (name: keyof typeof given) => (event: { target: { value: string } }) =>
    setGiven({ ...given, [name]: event.target.value });
  const begin = useWrite('begin_paper_delivery', {
    refresh: [['paper-replies'], ['petition']],
    done: () => {
      announce({ text: t('console.letters.delivery_written') });
      onClose();
    },
    failed: () => true,
  });
  const isInPerson = given.way === 'in_person';
  const send = () =>
    begin.mutate({
      body: {
        ...{
          delivery_id: given.id,
          petition_id: reply.petition_id,
          reply_id: reply.reply_id,
          way: given.way,
        },
        at: pastFromWall(given.at, manner),
        ...(isInPerson
          ? { receiver_name: given.receiver_name, receiver_document: given.receiver_document }
          : {}),
        ...(given.way === 'post' ? { tracking: given.tracking } : {}),
        proof_file_id: given.proof || null,
      },
    });
  return (
    <DialogBox title={t('console.letters.deliver_title', { folio: reply.folio })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Choices
          {...{ legend: t('console.letters.way'), name: 'way', value: given.way }}
          options={ways.map((value) => ({ value, label: code('delivery_way', value) }))}
          onChange={(way) => setGiven({ ...given, way: way as Way })}
        />
        <TextField
          {...{ label: t(`console.letters.at.${given.way}`), type: 'datetime-local', required: true }}
          {...{ value: given.at, onChange: set('at') }}
        />
        {isInPerson && (
          <>
            <TextField
              {...{ label: t('console.letters.receiver_name'), value: given.receiver_name, required: true }}
              onChange={set('receiver_name')}
            />
            <TextField
              {...{ label: t('console.letters.receiver_document'), value: given.receiver_document }}
              onChange={set('receiver_document')}
            />
          </>
        )}
        {given.way === 'post' && (
          <TextField
            {...{
              label: t('console.letters.tracking'),
              value: given.tracking,
              required: true,
              maxLength: 60,
            }}
            onChange={set('tracking')}
          />
        )}
        <ProofField petition_id={reply.petition_id} onStored={(proof) => setGiven({ ...given, proof })} />
        <DeliveryProblem error={begin.error} />
        <Button type="submit" look="primary" icon="check" isBusy={begin.isPending}>
          {t('console.letters.write_down')}
        </Button>
      </form>
    </DialogBox>
  );
}
