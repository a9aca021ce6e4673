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

/** How the line is shown at that instant: up, down, or refused for user or secret. */
export function shownLink(line: Link, now: string): 'up' | 'down' | 'refused' {
  if (isLinkUp(line, now)) return 'up';
  return line.link === 'refused' ? 'refused' : 'down';
}
