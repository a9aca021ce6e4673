import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import type { Channel } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextArea } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { most_told, withTold, type Conversation } from './conversation.ts';
import { DoorInUse } from './DeskHours.tsx';
import { deskWordsQuery } from './desk-words.ts';
import { RunningTime } from './RunningTime.tsx';
import { Script } from './Script.tsx';
import type { AtDesk } from './use-conversation.ts';

interface Props {
  readonly desk: AtDesk;
  readonly panel: RefObject<HTMLElement | null>;
  readonly onInform: () => void;
  readonly onFinish: () => void;
}

/** The conversation itself: its time, what to do, the sentence to read aloud, what it was about and how it ended. */
export function CallPanel({ desk, panel, onInform, onFinish }: Props) {
  const { t } = useWords();
  const { value, chosen } = desk;
  const isGoing = value.id !== '';
  return (
    <aside ref={panel} className="desk-call" aria-label={t('console.desk.title')}>
      {isGoing && (
        <div className="row">
          <RunningTime since={value.started_at} until={value.over_at} />
          <Button look="primary" icon="check" onClick={onFinish}>
            {t('console.desk.finish')} <kbd>f</kbd>
          </Button>
        </div>
      )}
      <DoorInUse channel={value.channel} />
      <Script part="greeting" />
      <div className="desk-acts">
        <Button
          icon="clock"
          look={chosen === null ? 'plain' : 'primary'}
          reason={chosen === null ? t('console.desk.no_petitions') : null}
          onClick={() => desk.tellStatus()}
        >
          {t('console.desk.status')} <kbd>s</kbd>
        </Button>
        <Button icon="question" onClick={onInform}>
          {t('console.desk.information')} <kbd>i</kbd>
        </Button>
        <Button icon="plus" onClick={desk.file}>
          {t('console.desk.file')} <kbd>c</kbd>
        </Button>
      </div>
      <ReadAloud sentence={value.said} />
      <ReadAloud sentence={value.booked} />
      {value.opened.map((folio) => (
        <p key={folio}>
          <Icon name="check" /> {t('console.desk.opened', { folio })}
        </p>
      ))}
      {isGoing && <Ending desk={desk} />}
      {isGoing && <Script part="closing" kind={value.kind} />}
    </aside>
  );
}

function ReadAloud({ sentence }: { sentence: string }) {
  const { t } = useWords();
  if (sentence === '') return null;
  return (
    <div aria-live="polite">
      <p className="label">{t('console.desk.read_aloud')}</p>
      <blockquote className="desk-said">{sentence}</blockquote>
    </div>
  );
}

function Ending({ desk: { value, draft } }: { desk: AtDesk }) {
  const { t } = useWords();
  const { data: words } = useQuery(deskWordsQuery);
  const { data: catalogue } = useQuery(catalogueQuery);
  const asOptions = (list: readonly { code: string; name: string }[] = []) =>
    list.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <>
      <div className="desk-ending">
        <SelectField
          {...{ label: t('console.desk.kind'), value: value.kind, options: asOptions(words?.kinds) }}
          onChange={(event) => draft.change({ kind: event.target.value })}
        />
        <SelectField
          {...{ label: t('console.desk.wrap_up'), value: value.wrap_up, options: asOptions(words?.wrap_ups) }}
          onChange={(event) => draft.change({ wrap_up: event.target.value })}
        />
        <SelectField
          {...{ label: t('console.desk.channel'), value: value.channel }}
          options={asOptions(catalogue?.channels)}
          onChange={(event) => draft.change({ channel: event.target.value as Channel })}
        />
      </div>
      <TextArea
        {...{ label: t('console.desk.answer'), help: t('console.desk.answer_help'), rows: 4 }}
        {...{ value: value.answer, maxLength: most_told }}
        onChange={(event) => draft.change({ answer: event.target.value })}
      />
      {value.left_out.map((sentence) => (
        <LeftOut key={sentence} {...{ sentence, value }} onNoted={draft.change} />
      ))}
    </>
  );
}

/** What was read aloud and found no room in the answer: noted once there is. */
function LeftOut({ sentence, value, onNoted }: LeftOutProps) {
  const { t } = useWords();
  const told = withTold(value, sentence);
  return (
    <p className="notice" data-tone="soon">
      <output>{t('console.desk.no_room', { sentence })}</output>{' '}
      <Button
        reason={told.left_out.includes(sentence) ? t('console.desk.no_room_yet') : null}
        onClick={() => onNoted(told)}
      >
        {t('console.desk.note_told')}
      </Button>
    </p>
  );
}

interface LeftOutProps {
  readonly sentence: string;
  readonly value: Conversation;
  readonly onNoted: (told: Partial<Conversation>) => void;
}
