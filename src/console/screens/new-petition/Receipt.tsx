import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { longDate } from '../../../core/language/format.ts';
import { useWords } from '../../language/words.ts';
import { useShortcuts } from '../../layout/shortcuts.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { conversationGoesOn } from '../desk/note-opened.ts';
import type { Handed } from './handed.ts';
import { Papers } from './Papers.tsx';

interface Props {
  readonly filed: Handed;
  readonly onNext: () => void;
}

/** What the person takes along: the folio large enough to read out, a text for a note or an SMS, or paper. */
export function Receipt({ filed, onNext }: Props) {
  const { t, manner } = useWords();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  useShortcuts([{ keys: 'n', label: 'console.new.next', run: onNext }]);
  const copy = () =>
    void navigator.clipboard
      .writeText(filed.short_text)
      .then(() => announce({ text: t('console.copied') }))
      .catch(() => announce({ tone: 'late', text: t('console.new.copy_by_hand') }));
  return (
    <div className="receipt">
      <h1 ref={title} tabIndex={-1}>
        <Icon name="check" /> {t('console.new.filed')}
      </h1>
      <p className="receipt-folio">{filed.folio}</p>
      <p>
        {t('console.new.key')} <strong className="receipt-key">{filed.access_key}</strong>
      </p>
      <p>
        {filed.unit_name}, {filed.authority_name}
        {filed.reply_due_on && ` · ${t('console.new.reply_by')} ${longDate(filed.reply_due_on, manner)}`}
      </p>
      <blockquote className="receipt-text words">{filed.short_text}</blockquote>
      <div className="row receipt-acts">
        {conversationGoesOn() && (
          <Link className="button" to="/atencion">
            <Icon name="phone" /> {t('console.desk.back')}
          </Link>
        )}
        <Button look="primary" icon="plus" onClick={onNext}>
          {t('console.new.next')} <kbd>n</kbd>
        </Button>
        <Button icon="file" onClick={copy}>
          {t('console.new.copy')}
        </Button>
        <Link className="button" to="/petitions/$id" params={{ id: filed.petition_id }} search={{}}>
          {t('console.inbox.open')}
        </Link>
      </div>
      <Papers filed={filed} />
      <p className="soft small">{t('console.new.key_once')}</p>
    </div>
  );
}
