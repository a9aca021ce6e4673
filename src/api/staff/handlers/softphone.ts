import { endSoftphone } from '../../../actions/softphone/end-softphone.ts';
import { startSoftphone } from '../../../actions/softphone/start-softphone.ts';
import { setSoftphoneGateway } from '../../../actions/softphone/set-softphone-gateway.ts';
import { ownSoftphone, softphoneCredential, softphoneGateways } from '../../../queries/staff/softphone.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, type Handlers } from '../call.ts';

type Softphone =
  'get_softphone' | 'start_softphone' | 'end_softphone' | 'list_softphone_gateways' | 'set_softphone_gateway';

export const softphoneHandlers: Pick<Handlers, Softphone> = {
  async get_softphone(call) {
    return ownSoftphone(call.app, await askerOf(call));
  },
  async start_softphone(call) {
    const actor = actorOf(call);
    const input = { city_id: (await cityOfCall(call)).city.id, session_id: call.session!.id };
    const { softphone_id } = await startSoftphone(call.app, actor, input, call.idempotency);
    return orNotFound(await softphoneCredential(call.app, actor, softphone_id));
  },
  async end_softphone(call) {
    await endSoftphone(call.app, actorOf(call), { softphone_id: call.params.id }, call.idempotency);
    return { done: true };
  },
  async list_softphone_gateways(call) {
    return softphoneGateways(call.app, await askerOf(call));
  },
  async set_softphone_gateway(call) {
    const input = { ...call.body, exchange_id: call.params.id };
    return setSoftphoneGateway(call.app, actorOf(call), input, call.idempotency);
  },
};
