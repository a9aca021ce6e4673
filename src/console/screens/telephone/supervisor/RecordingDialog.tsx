import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { shortDate, shortInstant } from '../../../../core/language/format.ts';
import type { RecordingPage } from '../../../api.generated.ts';
import { addressOf, call, inCity } from '../../../api/client.ts';
import { useMay } from '../../../api/session.ts';
import { useWrite } from '../../../api/writes.ts';
import { useWords } from '../../../language/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { DialogBox } from '../../../ui/DialogBox.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';

const refresh = [['recordings']] as const;

/** One recording: to be listened to for a reason, held, and who did what with it. */
export function RecordingDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, code, manner } = useWords();
  const may = useMay();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['recordings', 'page', id],
    queryFn: ({ signal }) => call('get_recording', { params: { id }, signal }),
  });
  return (
    <DialogBox title={t('console.recordings.one')} onClose={onClose} width="wide">
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="stack">
          <p>
            <strong>{shortInstant(data.recorded_at, manner)}</strong>
            {data.queue !== null && ` · ${data.queue}`}
            {data.agents.length > 0 && ` · ${data.agents.join(', ')}`}
          </p>
          <p>{code('console.recordings.consent_means', data.consent)}</p>
          {data.has_sound && <Listening id={id} />}
          {data.deleted_at !== null && (
            <p className="notice">
              {t('console.recordings.deleted_on', { when: shortInstant(data.deleted_at, manner) })}
            </p>
          )}
          <Keeping page={data} mayHold={may('recordings.hold')} />
          <Happened page={data} />
        </div>
      )}
    </DialogBox>
  );
}

/** The reason first; then the file is looked at, and played if it is what it was. */
function Listening({ id }: { id: string }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const { mutate, data, isPending, error } = useWrite('listen_to_recording', {
    refresh,
    failed: ({ fields }) => 'reason' in fields,
  });
  if (data?.integrity === 'intact' && data.listening_id !== null)
    return <Player id={id} listening={data.listening_id} />;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ params: { id }, body: { reason } });
      }}
    >
      {data !== undefined && (
        <p className="notice" data-tone="late" role="alert">
          <Icon name="late" /> {t(`console.recordings.${data.integrity === 'lost' ? 'lost' : 'altered'}`)}
        </p>
      )}
      <TextField
        {...{ label: t('console.recordings.reason'), help: t('console.recordings.reason_help') }}
        {...{ value: reason, maxLength: 500, required: true, error: error?.fields['reason']?.message }}
        onChange={(event) => setReason(event.target.value)}
      />
      <div>
        <Button type="submit" look="primary" isBusy={isPending}>
          {t('console.recordings.listen')}
        </Button>
      </div>
    </form>
  );
}

const step_s = 10;

/** The browser's own player, which the keyboard works, and two buttons to hear ten seconds again or go on. */
function Player({ id, listening }: { id: string; listening: string }) {
  const { t } = useWords();
  const player = useRef<HTMLAudioElement>(null);
  // The field that had the focus is gone: the space bar plays at once.
  useEffect(() => player.current?.focus(), []);
  const move = (seconds: number) => {
    if (player.current !== null) player.current.currentTime += seconds;
  };
  return (
    <div className="player">
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- what was said on the telephone has no captions */}
      <audio
        ref={player}
        controls
        preload="metadata"
        aria-label={t('console.recordings.player')}
        src={inCity(addressOf('get_recording_sound', { id }, { listening }))}
      />
      <Button icon="undo" onClick={() => move(-step_s)}>
        {t('console.recordings.back', { seconds: step_s })}
      </Button>
      <Button icon="right" onClick={() => move(step_s)}>
        {t('console.recordings.forward', { seconds: step_s })}
      </Button>
    </div>
  );
}

function Keeping({ page, mayHold }: { page: RecordingPage; mayHold: boolean }) {
  const { t, manner } = useWords();
  const [reason, setReason] = useState('');
  const after = {
    refresh,
    done: () => setReason(''),
    failed: ({ fields }: { fields: object }) => 'reason' in fields,
  };
  const hold = useWrite('hold_recording', after);
  const release = useWrite('release_recording', after);
  if (!page.has_sound) return null;
  const write = page.is_held ? release : hold;
  return (
    <section className="stack">
      <h3>{t('console.recordings.keeping')}</h3>
      <p>
        {page.is_held
          ? t('console.recordings.held_for', { reason: page.hold_reason ?? '' })
          : t(page.is_complaint ? 'console.recordings.goes_complaint' : 'console.recordings.goes', {
              day: shortDate(page.deleted_on ?? '', manner),
            })}
      </p>
      {mayHold && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            write.mutate({ params: { id: page.id }, body: { reason } });
          }}
        >
          <TextField
            {...{
              label: t(page.is_held ? 'console.recordings.release_reason' : 'console.recordings.hold_reason'),
            }}
            {...{
              value: reason,
              maxLength: 500,
              required: true,
              error: write.error?.fields['reason']?.message,
            }}
            onChange={(event) => setReason(event.target.value)}
          />
          <div>
            <Button type="submit" isBusy={write.isPending}>
              {t(page.is_held ? 'console.recordings.release' : 'console.recordings.hold')}
            </Button>
          </div>
        </form>
      )}
      {page.sha256 !== null && (
        <p className="soft small">
          {t('console.recordings.hash')} <code className="hash">{page.sha256}</code>
        </p>
      )}
    </section>
  );
}

function Happened({ page }: { page: RecordingPage }) {
  const { t, code, manner } = useWords();
  return (
    <section className="stack">
      <h3>{t('console.recordings.log')}</h3>
      <ul className="recording-log">
        {page.events.map(({ id, at, type, by, reason }) => (
          <li key={id}>
            <span className="soft">{shortInstant(at, manner)}</span> {code('console.recordings.event', type)}
            {by !== null && ` · ${by}`}
            {reason !== null && (
              <span className="soft">
                {' '}
                · {type === 'deleted' ? code('console.recordings.gone', reason) : reason}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
