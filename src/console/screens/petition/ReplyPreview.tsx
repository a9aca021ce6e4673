import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import type { ReplyText } from './reply-draft.ts';

/** The reply exactly as it will arrive. */
export function ReplyPreview({ id, text, onClose }: { id: string; text: ReplyText; onClose: () => void }) {
  const { t } = useWords();
  const { data, error, isPending } = useQuery({
    queryKey: ['reply-preview', id, text],
    queryFn: ({ signal }) => call('preview_reply', { params: { id }, body: text, signal }),
    gcTime: 0,
  });
  return (
    <DialogBox title={t('console.reply.preview')} onClose={onClose} width="wide">
      {isPending && <Waiting />}
      {error && <Problem error={error} />}
      {data && (
        <div className="letter">
          <p className="letter-subject">{data.subject}</p>
          <p className="words">{data.text}</p>
        </div>
      )}
    </DialogBox>
  );
}
