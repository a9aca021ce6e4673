import type { OfficeList } from '../../api.generated.ts';

/** An office as the list knows it, with what its reader may do there. */
export type OfficeKnown = OfficeList['items'][number];
