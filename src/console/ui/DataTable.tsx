import {
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { useWords } from '../language/words.ts';
import '../css/tables.css';
import { foldedWords } from './folded-words.ts';

export interface Column<T> {
  readonly id: string;
  readonly title: string;
  /** What the column is ordered and searched by. */
  readonly value: (row: T) => string | number;
  /** What is shown, if it is more than the value. */
  readonly cell?: (row: T) => ReactNode;
}

interface Props<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly idOf: (row: T) => string;
  readonly isActive?: (row: T) => boolean;
}

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric },
});

/** A list that is short enough to be here whole: ordered by any column, narrowed by typing. */
export function DataTable<T extends object>({ label, rows, columns, idOf, isActive }: Props<T>) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const sought = useDeferredValue(foldedWords(typed));
  const data = useMemo(
    () =>
      rows.filter((row) => foldedWords(columns.map(({ value }) => value(row)).join(' ')).includes(sought)),
    [rows, columns, sought],
  );
  const definitions = useMemo(
    () =>
      columns.map(({ id, title, value }): ColumnDef<typeof features, T> => ({
        id,
        header: title,
        accessorFn: value,
        sortFn: 'alphanumeric',
      })),
    [columns],
  );
  const table = useTable({ features, columns: definitions, data, getRowId: idOf });
  return (
    <div className="stack">
      <input
        className="input table-search"
        type="search"
        aria-label={t('console.table.narrow', { what: label })}
        placeholder={t('console.table.narrow_hint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="table-card">
        <table className="plain-table" aria-label={label}>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map((header) => {
                  const order = header.column.getIsSorted();
                  return (
                    <th
                      key={header.id}
                      aria-sort={order === 'asc' ? 'ascending' : order === 'desc' ? 'descending' : undefined}
                    >
                      <button
                        type="button"
                        className="sort-button"
                        onClick={() => header.column.toggleSorting()}
                      >
                        {columns.find(({ id }) => id === header.column.id)?.title}
                        <span aria-hidden="true">
                          {order === 'asc' ? ' ↑' : order === 'desc' ? ' ↓' : ''}
                        </span>
                      </button>
                    </th>
                  );
                })}
              </tr>
            ))}
          </thead>
          <tbody>
            {table.getRowModel().rows.map(({ id, original }) => (
              <tr key={id} className={isActive?.(original) === false ? 'inactive' : undefined}>
                {columns.map((column) => (
                  <td key={column.id} data-label={column.title}>
                    {column.cell?.(original) ?? column.value(original)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
