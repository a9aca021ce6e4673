import { Readable } from 'node:stream';
import { closeFollowUp, noteContact, takeFollowUp } from '../../../actions/satisfaction/follow-ups.ts';
import {
  beginSurveyCall,
  copyPaperAnswer,
  noteSurveyAttempt,
  recordPhoneAnswer,
} from '../../../actions/satisfaction/ask-in-person.ts';
import { localDateOf } from '../../../core/deadlines/plain-date.ts';
import { listFollowUps } from '../../../queries/staff/follow-ups.ts';
import { satisfactionTable, staffSatisfaction } from '../../../queries/staff/satisfaction.ts';
import { surveyCall, surveyOnPaper, surveysToAsk } from '../../../queries/staff/surveys-to-ask.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, orWrongCursor, type Handlers } from '../call.ts';
import { csvOf } from '../spreadsheet.ts';

type Satisfaction =
  | 'get_satisfaction'
  | 'export_satisfaction'
  | 'list_follow_ups'
  | 'take_follow_up'
  | 'note_follow_up_contact'
  | 'close_follow_up';
type InPerson =
  | 'list_surveys_to_ask'
  | 'begin_survey_call'
  | 'get_survey_call'
  | 'get_survey_paper'
  | 'note_survey_attempt'
  | 'record_survey_answer'
  | 'copy_paper_answer';

export const satisfactionHandlers: Pick<Handlers, Satisfaction> = {
  async get_satisfaction(call) {
    const { groups, months, people, ...told } = await staffSatisfaction(
      call.app,
      await askerOf(call),
      call.query,
    );
    return { ...told, groups: [...groups], months: [...months], people: [...people] };
  },
  async export_satisfaction(call) {
    const asker = await askerOf(call);
    const table = await satisfactionTable(call.app, asker, call.query);
    const name = `satisfaccion-${localDateOf(call.app.now(), asker.city.city.time_zone)}.csv`;
    return call.reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(csvOf(table), { highWaterMark: 1 }));
  },
  async list_follow_ups(call) {
    return orWrongCursor(await listFollowUps(call.app, await askerOf(call), call.query));
  },
  async take_follow_up(call) {
    const input = { ...call.body, follow_up_id: call.params.id };
    return takeFollowUp(call.app, actorOf(call), input, call.idempotency);
  },
  async note_follow_up_contact(call) {
    const input = { ...call.body, follow_up_id: call.params.id };
    return noteContact(call.app, actorOf(call), input, call.idempotency);
  },
  async close_follow_up(call) {
    const input = { ...call.body, follow_up_id: call.params.id };
    return closeFollowUp(call.app, actorOf(call), input, call.idempotency);
  },
};

export const inPersonHandlers: Pick<Handlers, InPerson> = {
  async list_surveys_to_ask(call) {
    return orWrongCursor(await surveysToAsk(call.app, await askerOf(call), call.query));
  },
  async begin_survey_call(call) {
    return beginSurveyCall(call.app, actorOf(call), { survey_id: call.params.id }, call.idempotency);
  },
  async get_survey_call(call) {
    return orNotFound(await surveyCall(call.app, await askerOf(call), call.params.id));
  },
  async get_survey_paper(call) {
    const bytes = orNotFound(await surveyOnPaper(call.app, await askerOf(call), call.params.id));
    return call.reply
      .type('application/pdf')
      .header('content-disposition', 'inline; filename="encuesta.pdf"')
      .header('x-content-type-options', 'nosniff')
      .send(bytes);
  },
  async note_survey_attempt(call) {
    const input = { ...call.body, survey_id: call.params.id };
    return noteSurveyAttempt(call.app, actorOf(call), input, call.idempotency);
  },
  async record_survey_answer(call) {
    const input = { ...call.body, survey_id: call.params.id };
    return recordPhoneAnswer(call.app, actorOf(call), input, call.idempotency);
  },
  async copy_paper_answer(call) {
    const city_id = (await cityOfCall(call)).city.id;
    return copyPaperAnswer(call.app, actorOf(call), { ...call.body, city_id }, call.idempotency);
  },
};
