import { shortDate } from '../../../core/language/format.ts';
import type { Catalogue } from '../../api.generated.ts';
import type { Words } from '../../language/words.ts';
import type { FilterName } from './filters.ts';

interface Given {
  readonly name: FilterName;
  readonly value: string;
  readonly catalogue: Catalogue | undefined;
}

/** A filter in force as people say it: names for codes and ids, dates in words. */
export function wordsOfFilter({ name, value, catalogue }: Given, words: Words): string {
  if (name.endsWith('_from') || name.endsWith('_until')) {
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? shortDate(value, words.manner) : value;
  }
  return value
    .split(',')
    .map((part) => nameOf(name, part, { catalogue, words }))
    .join(', ');
}

interface Place {
  readonly catalogue: Catalogue | undefined;
  readonly words: Words;
}

function nameOf(name: FilterName, part: string, { catalogue, words }: Place): string {
  const { code } = words;
  switch (name) {
    case 'authority':
      return catalogue?.authorities.find(({ id }) => id === part)?.short_name ?? '…';
    case 'unit':
      return catalogue?.units.find(({ id }) => id === part)?.name ?? '…';
    case 'service':
      return catalogue?.services.find((one) => one.code === part)?.name ?? part;
    case 'kind':
      return catalogue?.kinds.find((one) => one.code === part)?.name ?? part;
    case 'zone':
      return catalogue?.zones.find((one) => one.code === part)?.name ?? part;
    case 'assignee':
      if (part === 'me' || part === 'none') return words.t(`console.filter.assignee_${part}`);
      return catalogue?.colleagues.find(({ id }) => id === part)?.name ?? '…';
    case 'stage':
      return code('console.stage', part);
    case 'flag':
      return code('console.flag', part);
    case 'outcome':
      return code('outcome_class', part);
    case 'channel':
      return code('channel', part);
    case 'visibility':
      return code('visibility', part);
    default:
      return part;
  }
}
