/** Lowest contrast of text that WCAG 1.4.3 allows. */
const LOWEST = 4.5;

/** What the tokens say where accents are laid over, light and dark. */
const PAPER = { light: '#fbf7f2', dark: '#1c1815' };
const ON_DARK_ACCENT = '#241217';

/**
 * The authority's accents as a style sheet over the tokens. A colour that could not be read on the portal's paper,
 * or with its own text upon it, is left out: the portal's own stays.
 */
export function brandingSheet(branding: unknown): string {
  const { accent, accent_dark } = (branding ?? {}) as { accent?: string; accent_dark?: string };
  const lines: string[] = [];
  if (readable(accent, PAPER.light) && readable(accent, '#ffffff')) lines.push(`--accent:${accent};`);
  if (readable(accent_dark, PAPER.dark) && readable(accent_dark, ON_DARK_ACCENT)) {
    lines.push(`--accent-dark:${accent_dark};`);
  }
  return lines.length === 0 ? '' : `:root{${lines.join('')}}`;
}

function readable(colour: string | undefined, on: string): colour is string {
  return colour !== undefined && /^#[0-9a-f]{6}$/i.test(colour) && contrast(colour, on) >= LOWEST;
}

/** Contrast ratio of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, definition of contrast ratio). */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}
