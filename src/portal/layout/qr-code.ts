import QRCode from 'qrcode';
import { html, trusted, type Html } from './raw.ts';

/**
 * The mask that suits the addresses of receipts best on average (ISO/IEC 18004 section 7.8.3). Trying all eight for each
 * code, and cutting the address into pieces of letters and of digits, took six times as long as the rest of it.
 */
const maskPattern = 6;

/**
 * A QR code with that address, as a drawing without a margin.
 * @param label says what it is to who cannot see it
 */
export async function qrCode(address: string, label: string): Promise<Html> {
  const whole = [{ mode: 'byte', data: Buffer.from(address) }] as const;
  const drawing = await QRCode.toString([...whole], {
    ...{ type: 'svg', margin: 0, errorCorrectionLevel: 'M', maskPattern },
  });
  return trusted(drawing.replace('<svg ', `<svg role="img" aria-label="${html`${label}`.text}" `));
}
