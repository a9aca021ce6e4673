import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, type RefObject } from 'react';
import { longDate } from '../../../core/language/format.ts';
import { isSpoken } from '../../../core/petitions/spoken.ts';
import type { ApiError } from '../../api/client.ts';
import { call } from '../../api/client.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Check } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { PartProps } from './ChannelField.tsx';
import { placeOf, receivedAt, type Service } from './filing.ts';
import { Spoken } from './Spoken.tsx';
import { summaryOf, type SummaryLine } from './summary.ts';

interface Props extends PartProps {
  readonly service: Service | undefined;
  readonly missing: readonly ('service' | 'description' | 'place' | 'answers' | 'notice' | 'read_back')[];
  readonly wasTried: boolean;
  readonly problem: ApiError | null;
  readonly isBusy: boolean;
  /** Sent without an answer yet: it goes on by itself. */
  readonly isWaiting: boolean;
  readonly question: RefObject<HTMLFieldSetElement | null>;
  readonly onSend: () => void;
}

/** What is read aloud before filing: who gets it, until when, and the words as they were taken down. */
export function ReadBack(props: Props) {
  const { filing, catalogue, onChange, service, missing, wasTried, problem, isBusy, isWaiting, onSend } =
    props;
  const words = useWords();
  const { t, count } = words;
  return (
    <aside className="read-back" aria-label={t('console.new.read_back')}>
      <h2>{t('console.new.read_back')}</h2>
      {service === undefined ? (
        <p className="soft">{t('console.new.read_back_help')}</p>
      ) : (
        <>
          <p className="read-back-words words">
            {t('console.new.you_ask', { service: service.name })}
            {filing.description && ` «${filing.description}»`}
          </p>
          <Summary lines={summaryOf(filing, { service, catalogue, words })} />
          {filing.files.length > 0 && (
            <p className="soft">
              <Icon name="file" /> {count('console.new.with_files', filing.files.length)}{' '}
              {filing.files.map(({ name }) => name).join(', ')}
            </p>
          )}
          <Plan filing={filing} />
        </>
      )}
      {catalogue.privacy && (
        <Check
          label={t('console.new.notice_read')}
          checked={filing.is_notice_read}
          onChange={(event) => onChange({ is_notice_read: event.target.checked })}
        />
      )}
      {catalogue.privacy && (
        <details>
          <summary>{t('console.new.privacy')}</summary>
          <p className="words small">{catalogue.privacy.body}</p>
        </details>
      )}
      {isSpoken(filing.channel) && <Spoken {...{ filing, onChange, question: props.question }} />}
      {isWaiting && (
        <output className="notice" data-tone="soon">
          <Icon name="soon" /> {t('console.new.kept_here')}
        </output>
      )}
      {wasTried && missing.length > 0 && (
        <div className="notice" data-tone="late" role="alert">
          <Icon name="late" />
          <ul>
            {missing.map((one) => (
              <li key={one}>{t(`console.new.missing.${one}`)}</li>
            ))}
          </ul>
        </div>
      )}
      {problem && (
        <div className="notice" data-tone="late" role="alert">
          <div>
            {sentenceOf(problem, words)}
            <ul>
              {Object.entries(problem.fields).map(([field, { message }]) => (
                <li key={field}>{message}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <Button look="primary" icon="check" isBusy={isBusy} onClick={onSend}>
        {t('console.new.file')} <kbd>Ctrl ↵</kbd>
      </Button>
    </aside>
  );
}

/** Who gets it and until when, as it is typed. */
export function Summary({ lines }: { lines: readonly SummaryLine[] }) {
  return (
    <dl className="facts summary-lines">
      {lines.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Plan({ filing }: Pick<PartProps, 'filing'>) {
  const { t, manner } = useWords();
  const body = useDeferredValue({
    service_code: filing.service_code,
    channel: filing.channel,
    identity: filing.identity,
    place: placeOf(filing),
    received_at: receivedAt(filing, manner),
    description: filing.description,
  });
  const { data, error } = useQuery({
    queryKey: ['filing-preview', body],
    queryFn: async ({ signal }) => {
      // Typing goes on: only the last of a burst is asked.
      await new Promise((resolve) => setTimeout(resolve, 350));
      signal.throwIfAborted();
      return call('preview_filing', { body, signal });
    },
    placeholderData: (before) => before,
    retry: false,
  });
  if (error) return <p className="notice">{error.message}</p>;
  if (data === undefined) return <p className="skeleton read-back-plan" />;
  const reply = data.due.find(({ clock }) => clock === 'reply');
  return (
    <>
      {data.emergency && (
        <p className="notice emergency" data-tone="late" role="alert">
          <Icon name="phone" />
          <strong>{t('console.new.emergency', { number: data.emergency.number })}</strong>
        </p>
      )}
      <dl className="facts">
        <div>
          <dt>{t('console.new.goes_to')}</dt>
          <dd>
            <strong>{data.unit.name}</strong>
            <br />
            {data.authority.name}
          </dd>
        </div>
        {reply && (
          <div>
            <dt>{t('console.new.reply_by')}</dt>
            <dd>
              <strong>{longDate(reply.due_on, manner)}</strong>
              <br />
              <span className="soft small">{reply.citation}</span>
            </dd>
          </div>
        )}
      </dl>
      {data.goes_to_triage && <p className="notice">{t('console.new.triage')}</p>}
      {data.place === 'outside' && (
        <p className="notice" data-tone="soon">
          {t('console.new.outside')}
        </p>
      )}
      {data.place === 'on_border' && (
        <p className="notice" data-tone="soon">
          {t('console.new.on_border', { zones: data.on_border.map(({ name }) => name).join(', ') })}
        </p>
      )}
      <p className="soft small">{data.routing_text}</p>
    </>
  );
}
