import { z } from 'zod';
import { CHANNELS } from '../../core/cities/settings.ts';
import { newId } from '../../store/ids.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { askAt, lockCity, recordConfigurationChange } from './configuration-change.ts';

const ruleShape = {
  city_id: z.uuid(),
  service_code: z.string().nullable().default(null),
  zone_code: z.string().nullable().default(null),
  kind_code: z.string().nullable().default(null),
  channel: z.enum(CHANNELS).nullable().default(null),
  unit_id: z.uuid(),
  note: z.string().trim().max(500).nullable().default(null),
};
const ruleInput = z.object(ruleShape);
type Context = ActionContext<z.output<typeof ruleInput>>;

/** A new rule: what it leaves open matches everything. One rule for one combination. */
export const createRule = defineAction({
  name: 'create-routing-rule',
  permission: 'configuration.edit',
  input: ruleInput,
  async run(context): Promise<{ rule_id: string }> {
    await askRule(context);
    await askNew(context, null);
    const rule_id = await insertRule(context);
    const { city_id, ...after } = context.input;
    await recordConfigurationChange(context, {
      city_id,
      entity: 'routing_rule',
      entity_code: rule_id,
      before: null,
      after,
    });
    return { rule_id };
  },
});

/** Replaces a rule: the old one is switched off, so that petitions that it routed can still name it. */
export const replaceRule = defineAction({
  name: 'replace-routing-rule',
  permission: 'configuration.edit',
  input: ruleInput.extend({ rule_id: z.uuid() }),
  async run(context): Promise<{ rule_id: string }> {
    await askRule(context);
    const before = await switchOff(context, context.input.rule_id);
    await askNew(context, null);
    const rule_id = await insertRule(context);
    const { city_id, rule_id: _, ...after } = context.input;
    await recordConfigurationChange(context, {
      city_id,
      entity: 'routing_rule',
      entity_code: rule_id,
      before,
      after,
    });
    return { rule_id };
  },
});

/** Switches a rule off. What it routed goes by the next best, in the end to triage. */
export const removeRule = defineAction({
  name: 'remove-routing-rule',
  permission: 'configuration.edit',
  input: z.object({ city_id: z.uuid(), rule_id: z.uuid() }),
  async run(context): Promise<{ done: true }> {
    const { city_id, rule_id } = context.input;
    askAt(context, 'configuration.edit', { city_id });
    await lockCity(context, city_id);
    const before = await switchOff(context, rule_id);
    await recordConfigurationChange(context, {
      city_id,
      entity: 'routing_rule',
      entity_code: rule_id,
      before,
      after: null,
    });
    return { done: true };
  },
});

async function askRule(context: Context): Promise<void> {
  const { tx, input } = context;
  askAt(context, 'configuration.edit', { city_id: input.city_id });
  await lockCity(context, input.city_id);
  const city = await cityConfiguration(tx, input.city_id);
  const wrong = (field: string) => new Refused('invalid_input', {}, { [field]: 'invalid' });
  if (!city) throw new Refused('city_unknown');
  if (input.service_code !== null && !city.services_by_code.has(input.service_code))
    throw wrong('service_code');
  if (input.zone_code !== null && !city.zones.has(input.zone_code)) throw wrong('zone_code');
  if (input.kind_code !== null && !city.kinds.has(input.kind_code)) throw wrong('kind_code');
  const unit = city.units.get(input.unit_id);
  if (!unit) throw new Refused('unit_unknown', {}, { unit_id: 'unit_unknown' });
  if (!unit.is_active) throw new Refused('unit_inactive', {}, { unit_id: 'unit_inactive' });
}

async function askNew({ tx, input }: Context, but: string | null): Promise<void> {
  const same = await tx
    .selectFrom('routing_rules')
    .select('id')
    .where('city_id', '=', input.city_id)
    .where('is_active', '=', true)
    .where('service_code', 'is not distinct from', input.service_code)
    .where('zone_code', 'is not distinct from', input.zone_code)
    .where('kind_code', 'is not distinct from', input.kind_code)
    .where('channel', 'is not distinct from', input.channel)
    .where('id', 'is distinct from', but)
    .executeTakeFirst();
  if (same) throw new Refused('code_taken');
}

async function insertRule({ tx, input }: Context): Promise<string> {
  const id = newId();
  const { city_id, service_code, zone_code, kind_code, channel, unit_id, note } = input;
  await tx
    .insertInto('routing_rules')
    .values({ id, city_id, service_code, zone_code, kind_code, channel, unit_id, note })
    .execute();
  return id;
}

async function switchOff(
  { tx, input }: ActionContext<{ city_id: string }>,
  rule_id: string,
): Promise<object> {
  const off = await tx
    .updateTable('routing_rules')
    .set({ is_active: false })
    .where('id', '=', rule_id)
    .where('city_id', '=', input.city_id)
    .where('is_active', '=', true)
    .returning(['service_code', 'zone_code', 'kind_code', 'channel', 'unit_id', 'note'])
    .executeTakeFirst();
  if (!off) throw new Refused('not_found');
  return off;
}
