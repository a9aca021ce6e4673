import { addressOf } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { PaperLink } from '../../parts/PaperLink.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { Handed } from './handed.ts';

/** What is handed over: the receipt on a roll, on a sheet or by e-mail, and the record of what was spoken. */
export function Papers({ filed }: { filed: Handed }) {
  const { t } = useWords();
  const params = { id: filed.petition_id };
  const sendReceipt = useWrite('send_receipt', {
    done: () => announce({ text: t('console.new.papers.sent') }),
  });
  const giveCopy = useWrite('give_spoken_copy', {
    done: () => announce({ text: t('console.new.papers.copy_noted') }),
  });
  const no_email = filed.has_email ? null : t('console.new.papers.no_email');
  return (
    <section className="papers" aria-labelledby="papers-title">
      <h2 id="papers-title">{t('console.new.papers.title')}</h2>
      <div className="row receipt-acts">
        <PaperLink
          href={addressOf('get_receipt', params, { paper: 'thermal' })}
          label="console.new.papers.thermal"
          keys="r"
        />
        <PaperLink
          href={addressOf('get_receipt', params, { paper: 'letter' })}
          label="console.new.papers.letter"
          keys="a"
        />
        <Button
          icon="send"
          reason={no_email}
          isBusy={sendReceipt.isPending}
          onClick={() => sendReceipt.mutate({ params })}
        >
          {t('console.new.papers.email')}
        </Button>
      </div>
      {filed.is_spoken && (
        <>
          {filed.is_copy_asked && (
            <p className="notice" data-tone="soon">
              <Icon name="file" /> {t('console.new.papers.copy_asked')}
            </p>
          )}
          <div className="row receipt-acts">
            <PaperLink
              href={addressOf('get_spoken_record', params)}
              label="console.new.papers.record"
              keys="c"
            />
            <Button icon="check" onClick={() => giveCopy.mutate({ params, body: { way: 'paper' } })}>
              {t('console.new.papers.copy_given')}
            </Button>
            <Button
              icon="send"
              reason={no_email}
              onClick={() => giveCopy.mutate({ params, body: { way: 'email' } })}
            >
              {t('console.new.papers.copy_email')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
