import { forecast } from '../../../queries/staff/forecast.ts';
import { myUnit } from '../../../queries/staff/my-unit.ts';
import { workload } from '../../../queries/staff/workload.ts';
import { askerOf, orNotFound, type Handlers } from '../call.ts';

type Dashboard = 'get_my_unit' | 'get_forecast' | 'get_workload';

export const dashboardHandlers: Pick<Handlers, Dashboard> = {
  async get_my_unit(call) {
    return orNotFound(await myUnit(call.app, await askerOf(call), call.query));
  },
  async get_forecast(call) {
    const told = orNotFound(await forecast(call.app, await askerOf(call), call.query));
    return { ...told, recent: [...told.recent] };
  },
  async get_workload(call) {
    return orNotFound(await workload(call.app, await askerOf(call), call.query));
  },
};
