import type { App } from '../actions/app.ts';
import { readExchangeLogs } from '../actions/telephony/read-exchange-log.ts';

/** Every ten minutes: what exchanges have on record of calls, where their record can be read from here. */
export async function readLogs(app: App): Promise<void> {
  if (app.exchange_logs_folder !== undefined) await readExchangeLogs(app, app.exchange_logs_folder);
}
