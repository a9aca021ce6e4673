import {
  compareCalibration,
  giveUpCalibration,
  keepReference,
  scoreCalibration,
} from '../../../actions/quality/calibrate.ts';
import { openCalibration } from '../../../actions/quality/open-calibration.ts';
import { calibrationPage } from '../../../queries/staff/calibration-page.ts';
import { listCalibrations } from '../../../queries/staff/calibrations.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, type Handlers } from '../call.ts';
import type { calibrationRoutes } from '../contract/routes-calibration.ts';

export const calibrationHandlers: Pick<Handlers, keyof typeof calibrationRoutes> = {
  async list_calibrations(call) {
    return listCalibrations(call.app, await askerOf(call));
  },
  async open_calibration(call) {
    const input = { ...call.body, city_id: (await cityOfCall(call)).city.id };
    return openCalibration(call.app, actorOf(call), input as never, call.idempotency);
  },
  async get_calibration(call) {
    return orNotFound(await calibrationPage(call.app, await askerOf(call), call.params.id)) as never;
  },
  async score_calibration(call) {
    const { id: calibration_id, item_id } = call.params;
    const input = { ...call.body, calibration_id, item_id };
    return scoreCalibration(call.app, actorOf(call), input, call.idempotency);
  },
  async compare_calibration(call) {
    const input = { calibration_id: call.params.id };
    return compareCalibration(call.app, actorOf(call), input, call.idempotency);
  },
  async give_up_calibration(call) {
    const input = { calibration_id: call.params.id };
    return giveUpCalibration(call.app, actorOf(call), input, call.idempotency);
  },
  async keep_reference(call) {
    const { id: calibration_id, item_id } = call.params;
    const input = { ...call.body, calibration_id, item_id };
    return keepReference(call.app, actorOf(call), input, call.idempotency);
  },
};
