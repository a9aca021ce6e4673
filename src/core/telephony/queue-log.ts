import type { CallFact } from './call-fact.ts';

/**
 * What a line of Asterisk's queue_log says of a call: `epoch|callid|queue|agent|verb|data…`. Calls of which nothing was
 * heard while the line to the exchange was away are made up from it. Other lines, and broken ones, say nothing.
 * docs.asterisk.org "Queue Logs"; protocol section D.1.
 */
export function factsOfQueueLog(line: string): readonly CallFact[] {
  const [epoch = '', linked_id = '', queue = '', agent = '', verb = '', ...data] = line.trim().split('|');
  const began = Number(epoch);
  if (!(began > 0) || linked_id === '' || linked_id === 'NONE') return [];
  const told = { at: new Date(began * 1000).toISOString(), linked_id };
  // The log names no channel of the agent but that of the bridge, and only when one speaks.
  const leg = { ...told, channel: `${linked_id}/${agent}`, interface: agent };
  const over = { ...told, kind: 'hung_up' as const, channel: linked_id, cause: 16 };
  const figure = (at: number) => (/^\d+$/.test(data[at] ?? '') ? Number(data[at]) : null);
  switch (verb) {
    case 'ENTERQUEUE':
      return [
        { ...told, kind: 'joined', queue, number: data[1] === undefined || data[1] === '' ? null : data[1] },
      ];
    case 'CONNECT':
      return [{ ...leg, kind: 'connected', waited_s: figure(0), rang_s: figure(2) ?? 0 }];
    case 'COMPLETECALLER':
    case 'COMPLETEAGENT': {
      const reason = verb === 'COMPLETEAGENT' ? 'agent' : 'caller';
      return [{ ...leg, kind: 'completed', waited_s: figure(0), talked_s: figure(1) ?? 0, reason }, over];
    }
    case 'ABANDON':
      return [{ ...told, kind: 'abandoned', waited_s: figure(2) }, over];
    case 'EXITWITHTIMEOUT':
    case 'EXITWITHKEY':
    case 'EXITEMPTY':
      return [{ ...told, kind: 'left' }, over];
    default:
      return [];
  }
}
