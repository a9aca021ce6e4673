import {
  askForSearch,
  closePoint,
  notePoint,
  planPoint,
} from '../../../actions/critical-points/follow-points.ts';
import { criticalPoint, listCriticalPoints } from '../../../queries/staff/critical-points.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, orWrongCursor, type Handlers } from '../call.ts';

type CriticalPoints =
  | 'list_critical_points'
  | 'get_critical_point'
  | 'search_critical_points'
  | 'plan_critical_point'
  | 'note_critical_point'
  | 'close_critical_point';

export const criticalPointHandlers: Pick<Handlers, CriticalPoints> = {
  async list_critical_points(call) {
    return orWrongCursor(await listCriticalPoints(call.app, await askerOf(call), call.query));
  },
  async get_critical_point(call) {
    return orNotFound(await criticalPoint(call.app, await askerOf(call), call.params.id));
  },
  async search_critical_points(call) {
    const { city } = await cityOfCall(call);
    return askForSearch(call.app, actorOf(call), { city_id: city.id }, call.idempotency);
  },
  async plan_critical_point(call) {
    const input = { ...call.body, critical_point_id: call.params.id };
    return planPoint(call.app, actorOf(call), input, call.idempotency);
  },
  async note_critical_point(call) {
    const input = { ...call.body, critical_point_id: call.params.id };
    return notePoint(call.app, actorOf(call), input, call.idempotency);
  },
  async close_critical_point(call) {
    const input = { ...call.body, critical_point_id: call.params.id };
    return closePoint(call.app, actorOf(call), input, call.idempotency);
  },
};
