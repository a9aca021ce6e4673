import { orderReport } from '../../../actions/reports/order-report.ts';
import { publishReport } from '../../../actions/reports/publish-report.ts';
import { saveReportTemplate } from '../../../actions/reports/save-report-template.ts';
import { placeholders, sectionsOfModel } from '../../../core/reports/template.ts';
import { listReports, reportPaper, reportTemplateOf } from '../../../queries/staff/reports.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, type Handlers } from '../call.ts';

type Reports =
  | 'list_reports'
  | 'order_report'
  | 'get_report_paper'
  | 'publish_report'
  | 'get_report_template'
  | 'save_report_template';

export const reportHandlers: Pick<Handlers, Reports> = {
  async list_reports(call) {
    return listReports(call.app, await askerOf(call));
  },
  async order_report(call) {
    const { city } = await cityOfCall(call);
    return orderReport(call.app, actorOf(call), { ...call.body, city_id: city.id }, call.idempotency);
  },
  async get_report_paper(call) {
    const { language } = call.query;
    const wanted = { report_id: call.params.id, language };
    const pdf = orNotFound(await reportPaper(call.app, await askerOf(call), wanted));
    return call.reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="informe-${language}.pdf"`)
      .header('x-content-type-options', 'nosniff')
      .send(pdf);
  },
  async publish_report(call) {
    return publishReport(call.app, actorOf(call), { report_id: call.params.id }, call.idempotency);
  },
  async get_report_template(call) {
    const { model } = call.params;
    const { sections, ...told } = await reportTemplateOf(call.app, await askerOf(call), model);
    const kinds = [...sectionsOfModel[model], 'note'];
    return { ...told, model, kinds, placeholders: [...placeholders], sections: [...sections] };
  },
  async save_report_template(call) {
    const { city } = await cityOfCall(call);
    const input = { ...call.body, ...call.params, city_id: city.id };
    return saveReportTemplate(call.app, actorOf(call), input, call.idempotency);
  },
};
