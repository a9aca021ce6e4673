/** Petitions received in a period, by the authority of their folio and the one that has them now. */
export interface BalanceCell {
  /** Id of the authority that filed it. */
  readonly filed_with: string;
  /** Id of the authority that has it. */
  readonly authority: string;
  readonly received: number;
  readonly resolved: number;
  readonly withdrawn: number;
  readonly duplicates: number;
  readonly open: number;
}

/**
 * What became of the petitions received in a period: `filed + came - went = received`, and
 * `received = resolved + withdrawn + duplicates + open`, to the unit (check F14).
 */
export interface Balance {
  /** With a folio of this authority. */
  readonly filed: number;
  /** From another authority, by transfer. */
  readonly came: number;
  /** To another authority, by transfer. */
  readonly went: number;
  /** With this authority now: the number of the board. */
  readonly received: number;
  readonly resolved: number;
  readonly withdrawn: number;
  readonly duplicates: number;
  readonly open: number;
}

/** The balance of one authority, or of all together (null), where nothing comes from elsewhere. */
export function balanceOf(cells: readonly BalanceCell[], authority: string | null): Balance {
  const here = cells.filter((cell) => authority === null || cell.authority === authority);
  const moved = cells.filter((cell) => cell.authority !== cell.filed_with);
  const sum = (list: readonly BalanceCell[], of: keyof Omit<BalanceCell, 'filed_with' | 'authority'>) =>
    list.reduce((all, cell) => all + cell[of], 0);
  return {
    filed: sum(
      cells.filter((cell) => authority === null || cell.filed_with === authority),
      'received',
    ),
    came: sum(
      moved.filter((cell) => authority === null || cell.authority === authority),
      'received',
    ),
    went: sum(
      moved.filter((cell) => authority === null || cell.filed_with === authority),
      'received',
    ),
    received: sum(here, 'received'),
    ...{ resolved: sum(here, 'resolved'), withdrawn: sum(here, 'withdrawn') },
    ...{ duplicates: sum(here, 'duplicates'), open: sum(here, 'open') },
  };
}

/** Whether a balance comes out even; one that does not is a fault of the counts, and no report is made of it. */
export const reconciles = (balance: Balance): boolean =>
  balance.filed + balance.came - balance.went === balance.received &&
  balance.received === balance.resolved + balance.withdrawn + balance.duplicates + balance.open;
