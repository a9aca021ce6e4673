import { useState } from 'react';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextField } from '../../ui/Field.tsx';

const refresh = [['views']];

/** Keeps the present filters under a name. */
export function SaveView({ query, onClose }: { query: string; onClose: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const save = useWrite('save_view', {
    refresh,
    done: () => {
      announce({ text: t('console.views.saved', { name }) });
      onClose();
    },
  });
  return (
    <DialogBox title={t('console.views.save')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') save.mutate({ body: { name: name.trim(), query } });
        }}
      >
        <TextField
          {...{ label: t('console.views.name'), value: name, maxLength: 80 }}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" look="primary" isBusy={save.isPending}>
          {t('console.save')}
        </Button>
      </form>
    </DialogBox>
  );
}
