import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { longDate } from '../../../core/language/format.ts';
import type { LetterAdded, LetterRegistered } from '../../api.generated.ts';
import { addressOf } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { useShortcuts } from '../../layout/shortcuts.ts';
import { PaperLink } from '../../parts/PaperLink.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';

interface Props {
  readonly done: LetterRegistered | LetterAdded;
  readonly onNext: () => void;
}

/** The entry and the folio, large enough to write on the sheet, and the two papers to print. */
export function LetterReceipt({ done, onNext }: Props) {
  const { t, manner } = useWords();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const params = { id: done.letter_id };
  useShortcuts([{ keys: 'n', label: 'console.letters.next', run: onNext }]);
  return (
    <div className="receipt">
      <h1 ref={title} tabIndex={-1}>
        <Icon name="check" /> {t('console.letters.registered', { entry: done.entry })}
      </h1>
      <p className="receipt-folio">{done.folio}</p>
      {'access_key' in done ? (
        <>
          <p>
            {t('console.new.key')} <strong className="receipt-key">{done.access_key}</strong>
          </p>
          <p>
            {done.unit_name}, {done.authority_name}
            {done.reply_due_on && ` · ${t('console.new.reply_by')} ${longDate(done.reply_due_on, manner)}`}
          </p>
        </>
      ) : (
        <p>{t(done.answers ? 'console.letters.answers' : 'console.letters.added')}</p>
      )}
      <div className="row receipt-acts">
        <Button look="primary" icon="plus" onClick={onNext}>
          {t('console.letters.next')} <kbd>n</kbd>
        </Button>
        <PaperLink href={addressOf('get_letter_copy', params)} label="console.letters.copy" keys="a" />
        <PaperLink href={addressOf('get_letter_label', params)} label="console.letters.label" keys="e" />
        <Link className="button" to="/petitions/$id" params={{ id: done.petition_id }} search={{}}>
          {t('console.inbox.open')}
        </Link>
      </div>
    </div>
  );
}
