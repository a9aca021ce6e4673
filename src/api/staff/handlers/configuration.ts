import { datesOf, declareDays, revokeDay } from '../../../actions/administration/calendars.ts';
import { createRule, removeRule, replaceRule } from '../../../actions/administration/routing-rules.ts';
import { createService, editService } from '../../../actions/administration/services.ts';
import { createTerm, endTerm } from '../../../actions/administration/terms.ts';
import { Refused } from '../../../actions/refused.ts';
import {
  listCalendars,
  listRules,
  listServices,
  listTerms,
} from '../../../queries/staff/configuration-lists.ts';
import { previewDays } from '../../../queries/staff/preview-calendar.ts';
import { previewTermEnd } from '../../../queries/staff/preview-term-end.ts';
import { tryRule } from '../../../queries/staff/try-rule.ts';
import { askerOf, orNotFound, type Handlers } from '../call.ts';
import type { configurationRoutes } from '../contract/routes-configuration.ts';
import { oneOf } from './administration.ts';

export const configurationHandlers: Pick<Handlers, keyof typeof configurationRoutes> = {
  async list_services(call) {
    return { items: await listServices(call.app, await askerOf(call)) };
  },
  async create_service(call) {
    const asker = await askerOf(call);
    const input = { ...call.body, city_id: asker.city.city.id };
    const { service_id } = await createService(call.app, asker.actor, input as never, call.idempotency);
    return oneOf(await listServices(call.app, asker), service_id);
  },
  async edit_service(call) {
    const asker = await askerOf(call);
    const input = { ...call.body, city_id: asker.city.city.id, service_id: call.params.id };
    const { service_id } = await editService(call.app, asker.actor, input as never, call.idempotency);
    return oneOf(await listServices(call.app, asker), service_id);
  },
  async list_routing_rules(call) {
    return { items: await listRules(call.app, await askerOf(call)) };
  },
  async try_routing_rule(call) {
    return tryRule(call.app, await askerOf(call), call.body);
  },
  async create_routing_rule(call) {
    const asker = await askerOf(call);
    const input = { ...call.body, city_id: asker.city.city.id };
    const { rule_id } = await createRule(call.app, asker.actor, input as never, call.idempotency);
    return oneOf(await listRules(call.app, asker), rule_id);
  },
  async edit_routing_rule(call) {
    const asker = await askerOf(call);
    const input = { ...call.body, city_id: asker.city.city.id, rule_id: call.params.id };
    const { rule_id } = await replaceRule(call.app, asker.actor, input as never, call.idempotency);
    return oneOf(await listRules(call.app, asker), rule_id);
  },
  async remove_routing_rule(call) {
    const { actor, city } = await askerOf(call);
    return removeRule(call.app, actor, { city_id: city.city.id, rule_id: call.params.id }, call.idempotency);
  },
  async list_terms(call) {
    return { items: await listTerms(call.app, await askerOf(call)) };
  },
  async create_term(call) {
    const asker = await askerOf(call);
    const input = { ...call.body, city_id: asker.city.city.id };
    const { term_id } = await createTerm(call.app, asker.actor, input, call.idempotency);
    return oneOf(await listTerms(call.app, asker), term_id);
  },
  async end_term(call) {
    const asker = await askerOf(call);
    const input = { ...call.body, city_id: asker.city.city.id, term_id: call.params.id };
    const { term_id } = await endTerm(call.app, asker.actor, input, call.idempotency);
    return oneOf(await listTerms(call.app, asker), term_id);
  },
  async preview_term_end(call) {
    const asked = { term_id: call.params.id, valid_until: call.body.valid_until };
    const preview = orNotFound(await previewTermEnd(call.app, await askerOf(call), asked));
    if (preview === 'forbidden') throw new Refused('forbidden');
    return preview;
  },
  async list_calendars(call) {
    return { items: await listCalendars(call.app, await askerOf(call)) };
  },
  async preview_calendar_days(call) {
    const { day, until, kind, name, source } = call.body;
    const asked = { dates: datesOf({ day, until }), kind, name, source, calendar_id: call.params.id };
    const preview = orNotFound(await previewDays(call.app, await askerOf(call), asked));
    if (preview === 'forbidden') throw new Refused('forbidden');
    return preview;
  },
  async declare_calendar_days(call) {
    const asker = await askerOf(call);
    const input = { ...call.body, city_id: asker.city.city.id, calendar_id: call.params.id };
    const { calendar_id } = await declareDays(call.app, asker.actor, input, call.idempotency);
    return oneOf(await listCalendars(call.app, asker), calendar_id);
  },
  async revoke_calendar_day(call) {
    const asker = await askerOf(call);
    const { id: calendar_id, day_id } = call.params;
    const input = { city_id: asker.city.city.id, calendar_id, day_id };
    await revokeDay(call.app, asker.actor, input, call.idempotency);
    return oneOf(await listCalendars(call.app, asker), calendar_id);
  },
};
