import type { App } from '../../actions/app.ts';
import { endOrder } from '../../actions/telephony/end-order.ts';
import { sayLink } from '../../actions/telephony/say-link.ts';
import { AmiProblem, connectAmi, type AmiConnection } from '../../channels/telephone/ami-connection.ts';
import {
  callNotBegun,
  liveCalls,
  tellExchange,
  type ExchangeOrder,
} from '../../channels/telephone/ami-orders.ts';
import { factsOf } from '../../core/telephony/ami-facts.ts';
import type { LinkState } from '../../core/telephony/link.ts';
import { lostEnds } from '../../core/telephony/lost-calls.ts';
import { openCallsOf, waitingOrders, type ExchangeToHold } from '../../queries/operations/telephone-lines.ts';
import { problemOf, type JobLog } from '../log.ts';
import { holdAri } from './ari-line.ts';
import { hearCalls, type CallsHeard } from './calls-heard.ts';

const beat_ms = 2_000;
const soonest_ms = 2_000;
const latest_ms = 30_000;
/** So often what is under way is compared with what the exchange has, though nothing was lost. */
const compare_every_ms = 30_000;
/** An order that waited longer is not carried out any more: whoever gave it has gone on. */
const order_ms = 15_000;
/** Others that speak with the exchange have ids of any form. */
const isOrder = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface ExchangeLine {
  readonly exchange: ExchangeToHold;
  /** An order may wait. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

interface Held {
  readonly app: App;
  readonly exchange: ExchangeToHold;
  readonly calls: CallsHeard;
  readonly tell: (problem: unknown) => void;
  readonly log: JobLog;
  readonly say: (link: LinkState) => Promise<void>;
  isStopped: boolean;
  connection: AmiConnection | null;
  wake: () => void;
}

/**
 * Speaks with one exchange until it is stopped: logs in, hears, tells it what agents want, and comes back by itself after
 * 2 to 30 seconds, comparing then what is written with what there is (check D6).
 */
export function holdLine(app: App, exchange: ExchangeToHold, log: JobLog): ExchangeLine {
  const tell = (problem: unknown) => {
    const code = problem instanceof AmiProblem ? problem.code : problemOf(problem);
    log({ level: 'warn', event: 'telephone_line', problem: code });
  };
  const calls = hearCalls(app, exchange.id, tell);
  const held: Held = {
    ...{ app, exchange, calls, tell, log, isStopped: false, connection: null, wake: () => undefined },
    say: (link) =>
      sayLink(app, { kind: 'system' }, { exchange_id: exchange.id, link }).then(() => undefined, tell),
  };
  const running = keepSpeaking(held);
  const dropAri = exchange.ari === null ? () => undefined : holdAri(app, { ari: exchange.ari, calls, log });
  return {
    exchange,
    wake: () => held.connection !== null && held.wake(),
    async stop() {
      held.isStopped = true;
      dropAri();
      held.connection?.close();
      held.wake();
      await running;
      await calls.stop();
    },
  };
}

async function keepSpeaking(held: Held): Promise<void> {
  for (let wait = soonest_ms; !held.isStopped; wait = Math.min(latest_ms, wait * 2)) {
    const began = performance.now();
    const problem = await speak(held).then(
      () => null,
      (error: unknown) => error,
    );
    held.connection?.close();
    held.connection = null;
    if (problem !== null) held.tell(problem);
    await held.say(linkAfter(problem));
    if (performance.now() - began > latest_ms) wait = soonest_ms;
    if (!held.isStopped) await pause(held, wait);
  }
}

function linkAfter(problem: unknown): LinkState {
  const code = problem instanceof AmiProblem ? problem.code : 'away';
  return code === 'refused' || code === 'untrusted' ? code : 'down';
}

/** One connection, from logging in to its end. @throws AmiProblem, and what a database throws that is away */
async function speak(held: Held): Promise<void> {
  const { app, calls, exchange } = held;
  const ended = Promise.withResolvers<void>();
  let isOver = false;
  const connection = await connectAmi(exchange, {
    onEvent: (event) => {
      calls.add(factsOf(event, app.now()));
      const order_id = callNotBegun(event);
      if (order_id === null || !isOrder.test(order_id)) return;
      void endOrder(app, { kind: 'system' }, { order_id, problem: 'own_phone' }).catch(held.tell);
    },
    onEnd: () => {
      isOver = true;
      ended.resolve();
    },
  });
  held.connection = connection;
  held.log({ level: 'info', event: 'telephone_line_up' });
  let compared: number | null = null;
  while (!isOver && !held.isStopped) {
    if (compared === null || performance.now() - compared > compare_every_ms) {
      await compare(held, connection);
      compared = performance.now();
    } else await connection.ask({ Action: 'Ping' });
    await held.say('up');
    await obey(held, connection);
    await Promise.race([pause(held, beat_ms), ended.promise]);
  }
}

/** What is under way here and not there is over. */
async function compare({ app, calls, exchange }: Held, connection: AmiConnection): Promise<void> {
  const asked_at = app.now();
  const alive = await liveCalls(connection);
  await calls.flush();
  calls.add(lostEnds(await openCallsOf(app, exchange.id), alive, asked_at));
}

function pause(held: Held, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    held.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

/** Tells the exchange what waits, one after another, each once. */
async function obey({ app, exchange, tell }: Held, connection: AmiConnection): Promise<void> {
  for (const order of await waitingOrders(app, exchange.id)) {
    const isOld = Date.parse(app.now()) - Date.parse(order.ordered_at) > order_ms;
    const problem = isOld ? 'too_late' : await told(connection, order, tell);
    await endOrder(app, { kind: 'system' }, { order_id: order.id, problem });
  }
}

async function told(
  connection: AmiConnection,
  order: ExchangeOrder,
  tell: (problem: unknown) => void,
): Promise<string | null> {
  try {
    await tellExchange(connection, order);
    return null;
  } catch (error) {
    tell(error);
    return error instanceof AmiProblem ? error.code : 'failed';
  }
}
