import { useState } from 'react';
import { addressOf, inCity } from '../../api/client.ts';
import { uniqueKey } from '../../api/unique-key.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { DeliveryProblem } from './DeliveryProblem.tsx';

/** Sheets for letters that are still to come: printed now, laid before each letter, read when it is registered. */
export function CoverSheets() {
  const { t } = useWords();
  const [count, setCount] = useState('20');
  const [batch, setBatch] = useState<string | null>(null);
  const [id, setId] = useState(uniqueKey);
  const make = useWrite('make_cover_sheets', {
    refresh: [],
    done: ({ batch_id }) => {
      setBatch(batch_id);
      setId(uniqueKey());
    },
    failed: () => true,
  });
  return (
    <form
      className="stack cover-sheets"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate({ body: { batch_id: id, count: Number(count) } });
      }}
    >
      <p className="soft">{t('console.letters.sheets_help')}</p>
      <TextField
        {...{ label: t('console.letters.how_many'), type: 'number', min: 1, max: 200, required: true }}
        {...{ value: count, onChange: (event) => setCount(event.target.value) }}
      />
      <DeliveryProblem error={make.error} />
      <p>
        <Button type="submit" look="primary" icon="plus" isBusy={make.isPending}>
          {t('console.letters.make_sheets')}
        </Button>
      </p>
      <p aria-live="polite">
        {batch !== null && (
          <a
            className="button"
            href={inCity(addressOf('get_cover_sheets', { id: batch }))}
            target="_blank"
            rel="noreferrer"
          >
            <Icon name="print" /> {t('console.letters.print_sheets')}
          </a>
        )}
      </p>
    </form>
  );
}
