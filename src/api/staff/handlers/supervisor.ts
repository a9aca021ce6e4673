import { callFigures } from '../../../queries/staff/call-figures.ts';
import { askerOf, type Handlers } from '../call.ts';

type Supervisor = 'get_call_figures';

export const supervisorHandlers: Pick<Handlers, Supervisor> = {
  async get_call_figures(call) {
    return callFigures(call.app, await askerOf(call), call.query);
  },
};
