import { say, type Language } from '../../core/language/sentences.ts';
import type { CityConfiguration, Service } from '../../core/cities/configuration.ts';
import type { Question } from '../../core/petitions/questions.ts';
import type { ServiceGroup } from '../../queries/public/service-groups.ts';
import type { Document, Fields } from './document.ts';

/** `services`: the active ones, in the city's order. */
export function serviceList(city: CityConfiguration, groups: readonly ServiceGroup[]): Document {
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  const active = [...city.services.values()].filter(({ is_active }) => is_active);
  const content = active.map((service): Fields => {
    const group = service.group_id === null ? undefined : names.get(service.group_id);
    return {
      service_code: service.code,
      service_name: service.name.trim(),
      description: service.description.trim(),
      metadata: service.questions.length > 0,
      type: service.response_type,
      keywords: keywordsOf(city, service).join(', '),
      group: group?.trim() ?? '',
    };
  });
  return { root: 'services', content };
}

/** FixMyStreet reads the keyword `private` as: what is reported here is not shown to others. */
function keywordsOf(city: CityConfiguration, service: Service): string[] {
  const visibility = service.visibility ?? city.kinds.get(service.kind_code)?.default_visibility;
  const words = service.keywords.map((word) => word.replaceAll(',', ' ').trim());
  return visibility === 'private' || visibility === 'reserved' ? [...words, 'private'] : words;
}

/** `service_definition`: the service's own questions as attributes, numbered from 1. */
export function serviceDefinition(service: Service, language: Language): Document {
  const attributes = service.questions.map((question, index): Fields => {
    const values = valuesOf(question, language);
    return {
      variable: question.type !== 'note',
      code: question.code,
      datatype: datatypes[question.type],
      required: question.type !== 'note' && question.required && question.only_if === undefined,
      datatype_description: hintFor(question, { service, language }),
      order: index + 1,
      description: [question.label, question.help ?? ''].join(' ').trim().replace(/:$/, ''),
      ...(values === null ? {} : { values }),
    };
  });
  return { root: 'service_definition', content: { service_code: service.code, attributes } };
}

const datatypes = {
  text: 'string',
  long_text: 'text',
  number: 'number',
  date: 'datetime',
  yes_no: 'singlevaluelist',
  one_of: 'singlevaluelist',
  many_of: 'multivaluelist',
  note: 'string',
} as const satisfies Record<Question['type'], string>;

function valuesOf({ type, options }: Question, language: Language): Fields[] | null {
  if (type === 'yes_no') {
    return [
      { key: 'yes', name: say(language, 'open311.yes') },
      { key: 'no', name: say(language, 'open311.no') },
    ];
  }
  if (type !== 'one_of' && type !== 'many_of') return null;
  return (options ?? []).map(({ code, label }) => ({ key: code, name: label }));
}

function hintFor(
  question: Question,
  { service, language }: { service: Service; language: Language },
): string {
  const hint = ownHint(question, language);
  const condition = question.only_if;
  const other = service.questions.find(({ code }) => code === condition?.question);
  if (condition === undefined || other === undefined) return hint;
  const answers = condition.is.map((code) => other.options?.find((one) => one.code === code)?.label ?? code);
  const values = { question: other.label, answers: answers.join(', ') };
  return `${hint}. ${say(language, 'open311.hint.only_if', values)}`;
}

function ownHint({ type, at_least, at_most }: Question, language: Language): string {
  if (type === 'number' && at_least !== undefined && at_most !== undefined)
    return say(language, 'open311.hint.number_between', { at_least, at_most });
  if (type === 'text' || type === 'long_text')
    return say(language, 'open311.hint.text', { at_most: at_most ?? (type === 'text' ? 200 : 2000) });
  return say(language, `open311.hint.${type}`);
}
