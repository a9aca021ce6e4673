import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CounterLine, TicketAtCounter } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { deskWordsQuery } from '../desk/desk-words.ts';
import type { Ending } from './use-counter.ts';

/** Why somebody is set aside; those at the counter read it when the person comes back. */
export function ParkDialog({ onClose, onPark }: { onClose: () => void; onPark: (reason: string) => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  return (
    <DialogBox title={t('console.turns.park')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') onPark(reason.trim());
        }}
      >
        <TextField
          {...{ label: t('console.turns.reason'), value: reason, maxLength: 200, autoFocus: true }}
          help={t('console.turns.reason_help')}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="row row-end">
          <Button type="submit" look="primary">
            {t('console.turns.park')}
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}

interface TransferProps {
  readonly line: CounterLine;
  readonly ticket: TicketAtCounter;
  readonly onClose: () => void;
  readonly onTransfer: (to: { line_code: string; for_counter: string | null }) => void;
}

/** To another line, or to one counter alone. */
export function TransferDialog({ line, ticket, onClose, onTransfer }: TransferProps) {
  const { t } = useWords();
  const [line_code, setLine] = useState(ticket.line_code);
  const [counter, setCounter] = useState('');
  return (
    <DialogBox title={t('console.turns.transfer')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onTransfer({ line_code, for_counter: counter || null });
        }}
      >
        <SelectField
          {...{ label: t('console.turns.line'), value: line_code, autoFocus: true }}
          options={line.lines.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(event) => setLine(event.target.value)}
        />
        <SelectField
          {...{ label: t('console.turns.counter'), value: counter, none: t('console.turns.any_counter') }}
          options={line.counters.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(event) => setCounter(event.target.value)}
        />
        <div className="row row-end">
          <Button type="submit" look="primary">
            {t('console.turns.transfer')}
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}

/**
 * What the contact was about and how it ended, as the desk asks it: Enter ends it with what most are, a letter in a field
 * chooses another.
 */
export function FinishDialog({
  usual,
  onClose,
  onFinish,
}: {
  usual: Ending;
  onClose: () => void;
  onFinish: (ending: Ending) => void;
}) {
  const { t } = useWords();
  const { data: words } = useQuery(deskWordsQuery);
  const [ending, setEnding] = useState(usual);
  const options = (list: readonly { code: string; name: string }[] | undefined) =>
    (list ?? []).map(({ code, name }) => ({ value: code, label: name }));
  return (
    <DialogBox title={t('console.turns.finish')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onFinish(ending);
        }}
      >
        <SelectField
          {...{ label: t('console.desk.kind'), value: ending.kind }}
          options={options(words?.kinds)}
          onChange={(event) => setEnding({ ...ending, kind: event.target.value })}
        />
        <SelectField
          {...{ label: t('console.desk.wrap_up'), value: ending.wrap_up }}
          options={options(words?.wrap_ups)}
          onChange={(event) => setEnding({ ...ending, wrap_up: event.target.value })}
        />
        <div className="row row-end">
          <Button {...{ type: 'submit', look: 'primary', autoFocus: true, isBusy: words === undefined }}>
            {t('console.turns.finish')}
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}
