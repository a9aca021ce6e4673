import type { AmiEvent } from '../../core/telephony/call-fact.ts';
import type { AmiConnection } from './ami-connection.ts';

/** What an agent wants of the exchange, with what it needs to know. */
export interface ExchangeOrder {
  readonly id: string;
  readonly verb: string;
  readonly told: Readonly<Partial<Record<string, string>>>;
}

const ring_ms = '30000';

/**
 * Tells the exchange what an agent wants. To hold is the telephone's: the manager interface has no action for it.
 * @throws AmiProblem
 */
export async function tellExchange({ ask }: AmiConnection, { id, verb, told }: ExchangeOrder): Promise<void> {
  const { interface: name = '', number = '', linked_id = '', context = '', to = '', reason = '' } = told;
  switch (verb) {
    case 'call':
      await ask({
        ...{ Action: 'Originate', Channel: name, ChannelId: linked_id, Async: 'true', Timeout: ring_ms },
        ...{ Exten: number, Context: context, Priority: '1' },
        ...{ CallerID: told['extension'] ?? '', ActionID: id },
      });
      return;
    case 'transfer':
      await ask({
        Action: told['manner'] === 'attended' ? 'Atxfer' : 'BlindTransfer',
        ...{ Channel: await channelOf(ask, told['channel'] ?? ''), Exten: to, Context: context },
      });
      return;
    case 'hang_up':
      await ask({ Action: 'Hangup', Channel: await channelOf(ask, told['channel'] ?? ''), Cause: '16' });
      return;
    case 'pause':
    case 'unpause':
      await ask({
        ...{ Action: 'QueuePause', Interface: name, Paused: verb === 'pause' ? 'true' : 'false' },
        Reason: reason,
      });
  }
}

/**
 * The order to call of which an event says that the agent's own telephone did not take it; null for any other event. The
 * exchange accepts such an order at once and says later what became of it (`Async`).
 */
export function callNotBegun(event: AmiEvent): string | null {
  const isIt = event['Event'] === 'OriginateResponse' && event['Response'] === 'Failure';
  return isIt ? (event['ActionID'] ?? null) : null;
}

/** The manager speaks of channels by name, and calls are known by their ids. */
async function channelOf(ask: AmiConnection['ask'], uniqueid: string): Promise<string> {
  const { events } = await ask({ Action: 'CoreShowChannels' });
  return events.find((one) => one['Uniqueid'] === uniqueid)?.['Channel'] ?? uniqueid;
}

/** The Linkedids of all channels there are now. @throws AmiProblem */
export async function liveCalls({ ask }: AmiConnection): Promise<ReadonlySet<string>> {
  const { events } = await ask({ Action: 'CoreShowChannels' });
  return new Set(events.flatMap((one) => one['Linkedid'] ?? []));
}
