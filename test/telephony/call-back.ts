import { newId } from '../../src/store/ids.ts';
import { sealNumber } from '../../src/store/telephony/calls.ts';
import type { Town } from '../town.ts';
import { anExchange } from './exchange.ts';

/** Somebody called Iztapalapa in vain and is to be called back. */
export async function aCallBack(town: Town): Promise<{ call_back_id: string; exchange_id: string }> {
  const { exchange_id } = await anExchange(town, { port: 5038, agents: [] });
  const [call_id, call_back_id, at] = [newId(), newId(), town.app.now()];
  const where = { city_id: town.city_id, authority_id: town.authorities['iztapalapa']!, exchange_id };
  const number = sealNumber(town.app.keys, '+524499650088');
  await town.asSystem(async (tx) => {
    await tx
      .insertInto('calls')
      .values({
        ...{ id: call_id, ...where, linked_id: call_id, direction: 'in', started_at: at, queued_at: at },
        ...{ ended_at: at, outcome: 'abandoned', heard_at: at, ...number },
      })
      .execute();
    await tx
      .insertInto('call_backs')
      .values({
        ...{ id: call_back_id, ...where, call_id, state: 'open', created_at: at, last_missed_at: at },
        ...{ due_at: at, number_cipher: number.number_cipher, number_index: number.number_index! },
      })
      .execute();
  });
  return { call_back_id, exchange_id };
}
