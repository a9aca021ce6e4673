import { closeCallBack, takeCallBack } from '../../../actions/telephony/call-backs.ts';
import { handleCall } from '../../../actions/telephony/handle-call.ts';
import { placeCall } from '../../../actions/telephony/place-call.ts';
import { saveExchange } from '../../../actions/telephony/save-exchange.ts';
import { saveQueue } from '../../../actions/telephony/save-queue.ts';
import { sayAgentState } from '../../../actions/telephony/say-agent-state.ts';
import { setExtension } from '../../../actions/telephony/set-extension.ts';
import { telephonySettings } from '../../../queries/staff/calls-settings.ts';
import { ownTelephone } from '../../../queries/staff/calls-telephone.ts';
import { callsToReturn } from '../../../queries/staff/calls-to-return.ts';
import { callsUnwritten } from '../../../queries/staff/calls-unwritten.ts';
import { actorOf, askerOf, cityOfCall, type Handlers } from '../call.ts';

type Telephony =
  | 'get_telephone'
  | 'say_agent_state'
  | 'place_call'
  | 'handle_call'
  | 'list_call_backs'
  | 'take_call_back'
  | 'close_call_back'
  | 'list_unwritten_calls'
  | 'get_telephony_settings'
  | 'save_exchange'
  | 'save_call_queue'
  | 'set_extension';

export const telephonyHandlers: Pick<Handlers, Telephony> = {
  async get_telephone(call) {
    return ownTelephone(call.app, await askerOf(call));
  },
  async say_agent_state(call) {
    return sayAgentState(call.app, actorOf(call), call.body, call.idempotency);
  },
  async place_call(call) {
    const input = { ...call.body, city_id: (await cityOfCall(call)).city.id };
    return placeCall(call.app, actorOf(call), input, call.idempotency);
  },
  async handle_call(call) {
    return handleCall(call.app, actorOf(call), { ...call.body, call_id: call.params.id }, call.idempotency);
  },
  async list_call_backs(call) {
    return callsToReturn(call.app, await askerOf(call));
  },
  async take_call_back(call) {
    const input = { ...call.body, call_back_id: call.params.id };
    return takeCallBack(call.app, actorOf(call), input, call.idempotency);
  },
  async close_call_back(call) {
    const input = { ...call.body, call_back_id: call.params.id };
    return closeCallBack(call.app, actorOf(call), input, call.idempotency);
  },
  async list_unwritten_calls(call) {
    return callsUnwritten(call.app, await askerOf(call));
  },
  async get_telephony_settings(call) {
    return telephonySettings(call.app, await askerOf(call));
  },
  async save_exchange(call) {
    const input = { ...call.body, city_id: (await cityOfCall(call)).city.id };
    return saveExchange(call.app, actorOf(call), input, call.idempotency);
  },
  async save_call_queue(call) {
    return saveQueue(call.app, actorOf(call), { ...call.body, queue_id: call.params.id }, call.idempotency);
  },
  async set_extension(call) {
    return setExtension(call.app, actorOf(call), call.body, call.idempotency);
  },
};
