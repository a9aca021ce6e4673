import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { PersonTimeline } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextArea } from '../../ui/Field.tsx';

type Told = PersonTimeline['items'][number];
interface Filed {
  readonly id: string;
  readonly folio: string;
  readonly service: { readonly name: string };
  readonly received_at: string;
}

/** Everything between a person and the city in one line of time: what they filed, and every call and visit. */
export function PersonHistory({
  person,
}: {
  person: { readonly id: string; readonly petitions: readonly Filed[] };
}) {
  const { t, manner } = useWords();
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['person', person.id, 'interactions'],
    queryFn: ({ signal }) => call('get_person_interactions', { params: { id: person.id }, signal }),
    enabled: may('interactions.read'),
  });
  const [noted, setNoted] = useState<Told | null>(null);
  const lines = [
    ...person.petitions.map((filed) => ({ at: filed.received_at, filed, told: null })),
    ...(data?.items ?? []).map((told) => ({ at: told.at, told, filed: null })),
  ].sort((one, other) => (one.at < other.at ? 1 : -1));
  return (
    <section aria-labelledby="desk-history">
      <h3 id="desk-history">{t('console.desk.timeline')}</h3>
      {lines.length === 0 && <p className="soft">{t('console.desk.timeline_empty')}</p>}
      <ol className="desk-history">
        {lines.map(({ at, filed, told }) => (
          <li key={filed?.id ?? told?.id}>
            <span className="soft small">{shortInstant(at, manner)}</span>
            {filed !== null && (
              <span>
                {t('console.desk.filed_event')}: <span className="folio">{filed.folio}</span>{' '}
                {filed.service.name}
              </span>
            )}
            {told !== null && <Interaction told={told} onNote={() => setNoted(told)} />}
          </li>
        ))}
      </ol>
      {noted !== null && <NoteDialog told={noted} onClose={() => setNoted(null)} />}
    </section>
  );
}

function Interaction({ told, onNote }: { told: Told; onNote: () => void }) {
  const { t, code } = useWords();
  return (
    <div>
      <p>
        <strong>{told.kind.name}</strong> · {code('channel', told.channel)} · {told.by}
        {told.wrap_up !== null && <span className="soft"> · {told.wrap_up.name}</span>}{' '}
        {told.petitions.map(({ id, folio }) => (
          <span key={id} className="folio">
            {folio}{' '}
          </span>
        ))}
        {told.is_mine && (
          <Button look="quiet" icon="note" onClick={onNote}>
            {t('console.desk.add_note')}
          </Button>
        )}
      </p>
      {told.articles.length > 0 && (
        <p className="soft words">{t('console.knowledge.was_told', { titles: told.articles.join(' · ') })}</p>
      )}
      {told.answer !== null && <p className="soft words">{told.answer}</p>}
      {told.notes.map(({ at, by, text }) => (
        <p key={at} className="soft words">
          {by}: {text}
        </p>
      ))}
    </div>
  );
}

function NoteDialog({ told, onClose }: { told: Told; onClose: () => void }) {
  const { t } = useWords();
  const draft = useDraft(`note.${told.id}`, { note: '' });
  const { note } = draft.value;
  const save = useWrite('note_interaction', {
    refresh: [['person']],
    done: () => {
      draft.clear();
      announce({ text: t('console.desk.note_saved') });
      onClose();
    },
  });
  return (
    <DialogBox title={t('console.desk.add_note')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (note.trim() !== '') save.mutate({ params: { id: told.id }, body: { note } });
        }}
      >
        <TextArea
          {...{ label: t('console.desk.notes'), value: note, rows: 4, maxLength: 2000 }}
          onChange={(event) => draft.change({ note: event.target.value })}
        />
        <Button type="submit" look="primary" isBusy={save.isPending}>
          {t('console.save')}
        </Button>
      </form>
    </DialogBox>
  );
}
