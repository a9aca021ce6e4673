import { Link } from '@tanstack/react-router';
import type { PermittedAction, PetitionActionName, PetitionPage } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Chip, DueChip, Flags, StageChip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { isOfFiles, isOfReplies } from './action-forms.ts';
import { Presence } from './Presence.tsx';
import { whyNoReply } from './why-no-reply.ts';

interface Props {
  readonly page: PetitionPage;
  readonly isReplying: boolean;
  readonly onAction: (action: PetitionActionName) => void;
  readonly onReply: () => void;
}

/** The actions of the bar, by stage; everything else is in the menu. */
const forward: Readonly<Record<string, readonly PetitionActionName[]>> = {
  received: ['accept', 'return', 'transfer_unit'],
  assigned: ['accept', 'return', 'transfer_unit'],
  in_work: ['take', 'ask', 'extend', 'note'],
  waiting_citizen: ['answer_for_citizen', 'withdraw_question', 'note'],
  replied: ['publish_update', 'note'],
  closed: ['note'],
};

const icons: Readonly<Partial<Record<PetitionActionName, IconName>>> = {
  ...{
    accept: 'check',
    return: 'undo',
    transfer_unit: 'move',
    transfer_authority: 'signpost',
    take: 'person',
  },
  ...{
    ask: 'question',
    extend: 'clock',
    note: 'note',
    publish_update: 'send',
    merge: 'merge',
    add_part: 'split',
  },
  ...{ change_service: 'filter', set_priority: 'flag', set_visibility: 'eye', moderate: 'shield' },
  ...{ assign_person: 'people', reissue_key: 'link', answer_for_citizen: 'phone' },
};

export function PetitionHead({ page, isReplying, onAction, onReply }: Props) {
  const { t } = useWords();
  const { petition, actions } = page;
  const reasonOf = (name: string): string | null => {
    const found = actions.find(({ action }) => action === name);
    if (found?.allowed) return null;
    return found?.reason?.message ?? t('console.no_permission');
  };
  const ahead = forward[petition.stage] ?? [];
  const rest = actions.filter(
    ({ action }) =>
      !ahead.includes(action as PetitionActionName) && !isOfReplies(action) && !isOfFiles(action),
  );
  return (
    <header className="petition-head">
      <div className="row">
        <Link
          to="/inbox"
          search={{}}
          className="button button-icon"
          data-look="quiet"
          aria-label={t('console.keys.back')}
        >
          <Icon name="left" />
        </Link>
        <span className="folio">{petition.folio}</span>
        {petition.stage !== 'waiting_citizen' && <StageChip stage={petition.stage} />}
        <DueChip row={petition} />
        {petition.priority > 0 && (
          <Chip tone="accent" icon="flag">
            {t(`console.priority.${String(petition.priority) as '1' | '2'}`)}
          </Chip>
        )}
        <Flags row={petition} />
        <span className="grow" />
        <Presence id={petition.id} doing={isReplying ? 'replying' : 'reading'} />
      </div>
      <h1>{petition.service.name}</h1>
      <div className="row">
        {petition.stage === 'in_work' && (
          <Button look="primary" icon="send" reason={whyNoReply(page, t)} onClick={onReply}>
            {t('console.act.reply')}
          </Button>
        )}
        {ahead.map((action, index) => (
          <Button
            key={action}
            look={index === 0 && petition.stage !== 'in_work' ? 'primary' : 'plain'}
            icon={icons[action] ?? 'right'}
            reason={reasonOf(action)}
            onClick={() => onAction(action)}
          >
            {t(`console.act.${action}`)}
          </Button>
        ))}
        <Menu
          label={t('console.petition.more')}
          entries={rest.map((one: PermittedAction) => ({
            id: one.action,
            label: t(`console.act.${one.action as PetitionActionName}`),
            icon: icons[one.action as PetitionActionName] ?? 'right',
            reason: one.allowed ? null : (one.reason?.message ?? t('console.no_permission')),
            run: () => onAction(one.action as PetitionActionName),
          }))}
        >
          {t('console.petition.more')} <Icon name="down" />
        </Menu>
      </div>
      {petition.merged_into && (
        <p className="notice">
          <Icon name="merge" />
          <span>
            {t('console.petition.merged_into')}{' '}
            <Link to="/petitions/$id" params={{ id: petition.merged_into.id }} search={{}}>
              {petition.merged_into.folio}
            </Link>
          </span>
        </p>
      )}
      {petition.moderation === 'quarantined' && (
        <p className="notice" data-tone="soon">
          <Icon name="shield" /> {t('console.petition.quarantined')}
        </p>
      )}
    </header>
  );
}
