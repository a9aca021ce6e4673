import { Readable } from 'node:stream';
import { setQueueGoal } from '../../../actions/telephony/set-queue-goal.ts';
import { callFigures } from '../../../queries/staff/call-figures.ts';
import { exportCallFigures } from '../../../queries/staff/call-figures-table.ts';
import { queueBoard } from '../../../queries/staff/queue-board.ts';
import { staffingHistory } from '../../../queries/staff/staffing.ts';
import { actorOf, askerOf, type Handlers } from '../call.ts';
import { csvOf } from '../spreadsheet.ts';

type Supervisor =
  'get_call_figures' | 'export_call_figures' | 'get_queue_board' | 'get_staffing_history' | 'set_queue_goal';

export const supervisorHandlers: Pick<Handlers, Supervisor> = {
  async get_call_figures(call) {
    return callFigures(call.app, await askerOf(call), call.query);
  },
  async export_call_figures(call) {
    const { from, until, table } = await exportCallFigures(call.app, await askerOf(call), call.query);
    const name = `llamadas-${from}-${until}.csv`;
    return call.reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(csvOf(table)));
  },
  async get_queue_board(call) {
    return queueBoard(call.app, await askerOf(call));
  },
  async get_staffing_history(call) {
    return staffingHistory(call.app, await askerOf(call), call.query);
  },
  async set_queue_goal(call) {
    const input = { queue_id: call.params.id, ...call.body };
    return setQueueGoal(call.app, actorOf(call), input, call.idempotency);
  },
};
