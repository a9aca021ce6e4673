import type { Page } from '@playwright/test';

/** Packets of sound that went out and came in on the newest connection of that window. */
export interface Heard {
  readonly sent: number;
  readonly received: number;
}

/** Before the page is opened: keeps every connection, so that its figures can be asked for. */
export async function keepConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept: RTCPeerConnection[] = [];
    const Usual = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Usual {
      constructor(settings?: RTCConfiguration) {
        super(settings);
        kept.push(this);
      }
    };
    Object.assign(globalThis, { keptConnections: kept });
  });
}

/** What the browser itself counts (getStats). */
export function heard(page: Page): Promise<Heard> {
  return page.evaluate(async () => {
    const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] };
    const report = await keptConnections.at(-1)?.getStats();
    let [sent, received] = [0, 0];
    report?.forEach((one: { type: string; packetsSent?: number; packetsReceived?: number }) => {
      if (one.type === 'outbound-rtp') sent += one.packetsSent ?? 0;
      if (one.type === 'inbound-rtp') received += one.packetsReceived ?? 0;
    });
    return { sent, received };
  });
}
