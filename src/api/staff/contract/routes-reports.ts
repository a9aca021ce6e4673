import * as r from './reports.ts';
import { idParams } from './route-shape.ts';

export const reportRoutes = {
  list_reports: {
    method: 'GET',
    path: '/reports',
    summary: 'Reports of where the person may prepare them, drafts and published editions, the newest first.',
    permission: 'reports.prepare',
    reply: r.reports,
  },
  order_report: {
    method: 'POST',
    path: '/reports',
    summary: 'Have a report counted, or a draft counted anew; after a published edition comes the next one.',
    permission: 'reports.prepare',
    body: r.reportOrder,
    reply: r.reportDone,
  },
  get_report_paper: {
    method: 'GET',
    path: '/reports/:id/paper',
    summary: 'The report as PDF; a draft is marked as one.',
    permission: 'reports.prepare',
    params: idParams,
    query: r.paperQuery,
    raw: 'file',
  },
  publish_report: {
    method: 'POST',
    path: '/reports/:id/publish',
    summary: 'Publish an edition: from then on it says the same for ever.',
    permission: 'reports.publish',
    params: idParams,
    reply: r.reportDone,
  },
  get_report_template: {
    method: 'GET',
    path: '/report-templates/:model',
    summary: 'The template in force.',
    permission: 'reports.prepare',
    params: r.modelParams,
    reply: r.reportTemplate,
  },
  save_report_template: {
    method: 'PUT',
    path: '/report-templates/:model',
    summary: 'A new version of a template; faults are said by their field.',
    permission: 'reports.prepare',
    params: r.modelParams,
    body: r.reportTemplateChange,
    reply: r.reportTemplateDone,
  },
} as const;
