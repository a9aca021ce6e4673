/** The process that holds the line says so every few seconds: after such a silence nobody holds it. */
const silence_ms = 8_000;

export interface Link {
  readonly link: string;
  readonly heard_at: string | null;
}

/** Whether the exchange can be heard and told something at that instant (check D10). */
export function isLinkUp({ link, heard_at }: Link, now: string): boolean {
  return link === 'up' && heard_at !== null && Date.parse(now) - Date.parse(heard_at) <= silence_ms;
}

/** How a line can stand. `refused`: for user or secret; `untrusted`: the exchange shows a certificate that proves nothing. */
export const linkStates = ['up', 'down', 'refused', 'untrusted'] as const;
export type LinkState = (typeof linkStates)[number];

/** How the line is shown at that instant: one of which nobody says so any more is not up. */
export function shownLink(line: Link, now: string): LinkState {
  if (isLinkUp(line, now)) return 'up';
  return line.link === 'refused' || line.link === 'untrusted' ? line.link : 'down';
}
