import { useMay } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';

interface Props {
  readonly state: 'kept' | 'failed';
  /** Whether a mail server is configured. */
  readonly sendsMail: boolean;
}

/** Sends everything that was kept, or that failed; five hundred at a time. */
export function SendKept({ state, sendsMail }: Props) {
  const { t, count } = useWords();
  const may = useMay();
  const send = useWrite('send_kept', {
    refresh: [['outbox']],
    done: ({ queued, left }) => {
      const said = count('console.outbox.queued', queued);
      announce({ text: left ? `${said} ${t('console.outbox.more_left')}` : said });
    },
  });
  const reason = !may('configuration.edit')
    ? t('console.no_permission')
    : sendsMail
      ? null
      : t('console.outbox.no_mail_server');
  return (
    <Button
      icon="outbox"
      reason={reason}
      isBusy={send.isPending}
      onClick={() => send.mutate({ body: { state } })}
    >
      {t(`console.outbox.send_${state}`)}
    </Button>
  );
}
