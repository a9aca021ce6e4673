import { X509Certificate } from 'node:crypto';

const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * The certificates in what was pasted, as PEM and nothing else of it; null where there is none, one is broken, or a private
 * key was pasted along: that one belongs nowhere but to the exchange.
 */
export function certificatesIn(pasted: string): string | null {
  const found = pasted.match(block) ?? [];
  if (found.length === 0 || pasted.includes('PRIVATE KEY')) return null;
  try {
    return found.map((one) => new X509Certificate(one).toString().trim()).join('\n');
  } catch {
    return null;
  }
}
