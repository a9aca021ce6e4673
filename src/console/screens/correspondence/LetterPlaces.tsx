import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { LetterRow } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextField } from '../../ui/Field.tsx';
import { DeliveryProblem } from './DeliveryProblem.tsx';

export const placeIn = ({ shelf, box, folder }: NonNullable<LetterRow['kept_at']>): string =>
  [shelf, box, folder].filter((part) => part !== '').join(' / ');

/** Where the paper lies, where it lay before, and where it goes now. */
export function LetterPlaces({ letter, onClose }: { letter: LetterRow; onClose: () => void }) {
  const { t, manner } = useWords();
  const may = useMay();
  const [given, setGiven] = useState({ shelf: '', box: '', folder: '' });
  const { data } = useQuery({
    queryKey: ['letters', 'one', letter.id],
    queryFn: ({ signal }) => call('get_letter', { params: { id: letter.id }, signal }),
  });
  const move = useWrite('move_letter', {
    refresh: [['letters']],
    done: () => setGiven({ shelf: '', box: '', folder: '' }),
    failed: () => true,
  });
  return (
    <DialogBox title={t('console.letters.places', { entry: letter.entry })} onClose={onClose}>
      <ol className="stack-tight" aria-label={t('console.letters.keeping')}>
        {(data?.places ?? []).map((place) => (
          <li key={place.at}>
            <strong>{placeIn(place)}</strong>{' '}
            <span className="soft small">
              {shortInstant(place.at, manner)} · {place.by}
            </span>
          </li>
        ))}
      </ol>
      {may('correspondence.register') && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            move.mutate({ params: { id: letter.id }, body: given });
          }}
        >
          {(['shelf', 'box', 'folder'] as const).map((name) => (
            <TextField
              key={name}
              {...{ label: t(`console.letters.${name}`), value: given[name], maxLength: 60 }}
              onChange={(event) => setGiven({ ...given, [name]: event.target.value })}
            />
          ))}
          <DeliveryProblem error={move.error} />
          <Button type="submit" look="primary" icon="move" isBusy={move.isPending}>
            {t('console.letters.move')}
          </Button>
        </form>
      )}
    </DialogBox>
  );
}
