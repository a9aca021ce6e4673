import type { PlainSearch } from '../../layout/search-params.ts';
import type { ListFilter } from '../../api/reads.ts';
import type { InboxTab } from '../../api.generated.ts';

/** Everything that narrows the list; each is a parameter of the address and of the API alike. */
export const filterNames = [
  'q',
  'authority',
  'unit',
  'service',
  'kind',
  'stage',
  'outcome',
  'channel',
  'zone',
  'visibility',
  'flag',
  'assignee',
  'person',
  'due_from',
  'due_until',
  'received_from',
  'received_until',
  'replied_from',
  'replied_until',
  'closed_from',
  'closed_until',
] as const;
export type FilterName = (typeof filterNames)[number];

export const tabs: readonly InboxTab[] = ['mine', 'unit', 'to_accept', 'waiting', 'overdue', 'all'];
const orders = ['due', 'received', 'updated'] as const;
export type Order = (typeof orders)[number];

export const tabOf = (search: PlainSearch): InboxTab => tabs.find((tab) => tab === search['tab']) ?? 'unit';
export const orderOf = (search: PlainSearch): Order =>
  orders.find((order) => order === search['order']) ?? 'due';

/** The filters without tab and order: what the counts of the tabs are made under. */
export function filtersOf(search: PlainSearch): Omit<ListFilter, 'tab' | 'order'> {
  const kept = filterNames.flatMap((name) => (search[name] ? [[name, search[name]]] : []));
  return Object.fromEntries(kept) as Omit<ListFilter, 'tab' | 'order'>;
}

export function listFilterOf(search: PlainSearch): ListFilter {
  return { ...filtersOf(search), tab: tabOf(search), order: orderOf(search) };
}
