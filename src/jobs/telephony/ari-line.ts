import type { App } from '../../actions/app.ts';
import { hearAri } from '../../channels/telephone/ari-events.ts';
import type { Ari } from '../../channels/telephone/softphone-passwords.ts';
import { factsOfAri } from '../../core/telephony/ari-facts.ts';
import type { JobLog } from '../log.ts';
import type { CallsHeard } from './calls-heard.ts';

const soonest_ms = 2_000;
const latest_ms = 60_000;

interface Hearing {
  readonly ari: Ari;
  readonly calls: Pick<CallsHeard, 'add'>;
  readonly log: JobLog;
}

/**
 * Listens to an exchange by its REST interface too, beside the manager interface: what both say is said once. It comes
 * back by itself after 2 to 60 seconds; what was missed meanwhile the other one told. @returns a function that stops it
 */
export function holdAri(app: App, { ari, calls, log }: Hearing): () => void {
  let isStopped = false;
  let wait = soonest_ms;
  let timer: NodeJS.Timeout | undefined;
  let close = () => undefined as void;
  const listen = () => {
    close = hearAri(ari, {
      onEvent: (event) => calls.add(factsOfAri(event, app.now())),
      onOpen() {
        wait = soonest_ms;
        log({ level: 'info', event: 'telephone_ari_up' });
      },
      onEnd(why) {
        if (isStopped) return;
        log({ level: 'warn', event: 'telephone_ari', problem: why });
        timer = setTimeout(listen, why === 'replaced' ? latest_ms : wait);
        wait = Math.min(latest_ms, wait * 2);
      },
    });
  };
  listen();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    close();
  };
}
