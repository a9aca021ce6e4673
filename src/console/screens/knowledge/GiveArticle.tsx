import { useState } from 'react';
import { CHANNELS } from '../../../core/cities/settings.ts';
import type { ArticlePage, Channel } from '../../api.generated.ts';
import { useMay } from '../../api/session.ts';
import { keptDraft } from '../../api/kept-drafts.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { draftKey, type Conversation } from '../desk/conversation.ts';

/** The channel that was chosen last: whoever answers the telephone answers the telephone. */
const channelKey = 'atiende.knowledge.channel';

/** The conversation that goes on at the desk, whatever screen is open. */
function goingOn(): { interaction_id?: string } {
  const id = keptDraft<Conversation>(draftKey)?.id ?? '';
  return id === '' ? {} : { interaction_id: id };
}

/** That of the conversation, else the one that was chosen last. */
function channelNow(): Channel | undefined {
  const kept = keptDraft<Conversation>(draftKey);
  const now = kept?.id ? kept.channel : localStorage.getItem(channelKey);
  return CHANNELS.find((one) => one === now);
}

/** «This was told»: one press while the person still listens. */
export function GiveArticle({ article }: { article: ArticlePage }) {
  const { t, code } = useWords();
  const may = useMay();
  const [channel, setChannel] = useState<Channel>(() => channelNow() ?? 'phone');
  const give = useWrite('give_article', {
    refresh: [['article', article.id]],
    done: () => announce({ text: t('console.knowledge.noted') }),
  });
  if (!may('petition.file_for_other')) return null;
  return (
    <div className="row wrap give-article">
      <SelectField
        label={t('console.filter.channel')}
        value={channel}
        options={CHANNELS.map((one) => ({ value: one, label: code('channel', one) }))}
        onChange={({ target }) => {
          localStorage.setItem(channelKey, target.value);
          setChannel(target.value as Channel);
        }}
      />
      <Button
        {...{ look: 'primary', icon: 'done', isBusy: give.isPending }}
        onClick={() => give.mutate({ params: { id: article.id }, body: { channel, ...goingOn() } })}
      >
        {t('console.knowledge.told')}
      </Button>
    </div>
  );
}
