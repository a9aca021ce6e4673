import { Link } from '@tanstack/react-router';
import { pauseReasons, type AgentSaying } from '../../../core/telephony/agent-state.ts';
import type { Telephone } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { useShortcuts } from '../../layout/shortcuts.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { DeskTelephone } from './DeskTelephone.tsx';
import { useTelephone } from './use-telephone.ts';

/** Whether there is telephony, and what the agent says of themselves; without an exchange calls are written by hand. */
export function AgentState({ isAtCalls = false }: { isAtCalls?: boolean }) {
  const { t } = useWords();
  const telephone = useTelephone();
  if (telephone === undefined) return null;
  if (telephone.link === 'none')
    return (
      <p className="desk-off">
        <Icon name="phone" /> {t('console.desk.telephony_off')}
      </p>
    );
  return (
    <>
      <div className="desk-off" data-link={telephone.link}>
        <Icon name="phone" />
        <output>
          {telephone.link === 'up'
            ? t('console.telephone.extension', { extension: telephone.extension ?? '' })
            : t('console.telephone.down')}
        </output>
        <span className="grow" />
        <StateMenu telephone={telephone} />
        {!isAtCalls && (
          <Link to="/llamadas" className="button" data-look="quiet">
            {t('console.calls.title')}
          </Link>
        )}
      </div>
      <DeskTelephone telephone={telephone} />
    </>
  );
}

function StateMenu({ telephone }: { telephone: Telephone }) {
  const { t } = useWords();
  const write = useWrite('say_agent_state', { refresh: [['telephone']] });
  const { state = 'away', reason = null } = telephone.state ?? {};
  const say = (saying: AgentSaying) => write.mutate({ body: saying });
  useShortcuts([
    {
      keys: 'e d',
      label: 'console.keys.agent_available',
      run: () => say({ state: 'available', reason: null }),
    },
    {
      keys: 'e p',
      label: 'console.keys.agent_paused',
      run: () => say({ state: 'paused', reason: 'rest' }),
    },
    { keys: 'e f', label: 'console.keys.agent_away', run: () => say({ state: 'away', reason: null }) },
  ]);
  const named = reason === null ? t(`console.agent_state.${state}`) : t(`console.pause_reason.${reason}`);
  return (
    <Menu
      label={t('console.agent_state.label')}
      entries={[
        {
          ...{ id: 'available', label: t('console.agent_state.available'), isChosen: state === 'available' },
          run: () => say({ state: 'available', reason: null }),
        },
        ...pauseReasons.map((one) => ({
          ...{ id: one, label: t(`console.pause_reason.${one}`), isChosen: reason === one },
          run: () => say({ state: 'paused', reason: one }),
        })),
        {
          ...{ id: 'away', label: t('console.agent_state.away'), isChosen: state === 'away' },
          run: () => say({ state: 'away', reason: null }),
        },
      ]}
    >
      <span className="agent-state" data-state={state}>
        {named}
      </span>
      <Icon name="down" />
    </Menu>
  );
}
