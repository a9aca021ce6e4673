import type { App } from '../../actions/app.ts';
import { exchangesToHold, type ExchangeToHold } from '../../queries/operations/telephone-lines.ts';
import type { QueueAddress } from '../../store/job-queue.ts';
import { openLineHolder } from '../../store/telephony/line-holder.ts';
import { problemOf, type JobLog } from '../log.ts';
import { holdLine, type ExchangeLine } from './exchange-line.ts';

const look_ms = 2_000;

/**
 * Speaks with every exchange that is switched on, each from one process of all; what is set up, changed or switched off
 * in the console holds within two seconds. @returns a function that lets go of all
 */
export function holdLines(app: App, at: QueueAddress, log: JobLog): () => Promise<void> {
  const lines = new Map<string, ExchangeLine>();
  let said = '';
  const drop = async (id: string) => {
    const line = lines.get(id);
    lines.delete(id);
    await line?.stop();
  };
  const holder = openLineHolder(at, {
    onOrder: (id) => lines.get(id)?.wake(),
    onLost: () => void Promise.all([...lines.keys()].map(drop)),
  });
  const look = async () => {
    const wanted = await exchangesToHold(app);
    for (const { exchange } of [...lines.values()]) {
      if (wanted.some((one) => isSame(one, exchange))) continue;
      await drop(exchange.id);
      await holder.giveBack(exchange.id);
    }
    for (const one of wanted)
      if (!lines.has(one.id) && (await holder.take(one.id))) lines.set(one.id, holdLine(app, one, log));
    said = '';
  };
  let looking: Promise<void> | null = null;
  const turn = () => {
    looking ??= look()
      .catch((problem: unknown) => {
        const code = problemOf(problem);
        // An outage of an hour is one line.
        if (code !== said) log({ level: 'warn', event: 'telephone_line', problem: code });
        said = code;
      })
      .finally(() => (looking = null));
  };
  const timer = setInterval(turn, look_ms);
  turn();
  return async () => {
    clearInterval(timer);
    await looking;
    await Promise.all([...lines.keys()].map(drop));
    await holder.close();
  };
}

const isSame = (one: ExchangeToHold, other: ExchangeToHold): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
