import { createPrivateKey, createPublicKey, sign, verify, X509Certificate } from 'node:crypto';
import type { Signer } from '@libpdf/core';
import type { SigningKey } from '../../store/signing-keys.ts';
import { Refused } from '../refused.ts';

/** What a certificate says of itself. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly is_self_signed: boolean;
  readonly valid_from: string;
  readonly valid_until: string;
}

/** How the signature names itself inside the PDF. */
export interface SignatureWords {
  readonly reason: string;
  readonly location: string;
  readonly at: string;
}

/**
 * Signs a PDF as PAdES B-B (ETSI EN 319 142-1: CAdES detached, SHA-256, the signing certificate among the signed
 * attributes) by adding to it: what was tagged stays tagged. Nothing is asked of the network.
 */
export async function signedPdf(pdf: Buffer, key: SigningKey, words: SignatureWords): Promise<Buffer> {
  const { PDF } = await import('@libpdf/core');
  const signer = await signerOf(key);
  const document = await PDF.load(pdf);
  const { bytes } = await document.sign({
    ...{ signer, level: 'B-B', reason: words.reason, location: words.location },
    ...{
      signingTime: new Date(words.at),
      estimatedSize: 16_384 + (signer.certificateChain?.length ?? 0) * 4096,
    },
  });
  return Buffer.from(bytes);
}

/** @throws Refused `signing_password_wrong`, `signing_file_unreadable` */
export async function certificateFacts(key: SigningKey): Promise<CertificateFacts> {
  const certificate = new X509Certificate((await signerOf(key)).certificate);
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    serial: certificate.serialNumber,
    is_self_signed: certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey),
    valid_from: new Date(certificate.validFrom).toISOString(),
    valid_until: new Date(certificate.validTo).toISOString(),
  };
}

const oneLine = (name: string): string => name.split('\n').toReversed().join(', ');

async function signerOf(key: SigningKey): Promise<Signer> {
  return key.form === 'pkcs12' ? signerOfFile(key) : signerOfKey(key);
}

function signerOfKey(key: Extract<SigningKey, { form: 'pkcs8' }>): Signer {
  const certificate = Buffer.from(key.certificate, 'base64');
  const privateKey = createPrivateKey({ key: Buffer.from(key.key, 'base64'), format: 'der', type: 'pkcs8' });
  return {
    ...{ certificate, keyType: 'RSA', signatureAlgorithm: 'RSASSA-PKCS1-v1_5' },
    sign: (data, algorithm) => Promise.resolve(sign(algorithm.replace('-', ''), data, privateKey)),
  };
}

async function signerOfFile(key: Extract<SigningKey, { form: 'pkcs12' }>): Promise<Signer> {
  const { P12Signer } = await import('@libpdf/core');
  const file = Buffer.from(key.file, 'base64');
  // The cause stays out of the refusal: what a parser says of a file of keys belongs in no log.
  const signer = await P12Signer.create(file, key.password).catch((error: Error) => {
    const wrong = /integrity|password|decrypt/i.test(error.message);
    throw new Refused(wrong ? 'signing_password_wrong' : 'signing_file_unreadable');
  });
  const chain = [signer.certificate, ...signer.certificateChain];
  const own = await ownCertificate(signer, chain);
  return {
    ...{ certificate: own, certificateChain: chain.filter((one) => one !== own) },
    ...{ keyType: signer.keyType, signatureAlgorithm: signer.signatureAlgorithm },
    sign: (data, algorithm) => signer.sign(data, algorithm),
  };
}

/** Files list their certificates in any order: the one that counts is the one that the key answers to. */
async function ownCertificate(signer: Signer, chain: readonly Uint8Array[]): Promise<Uint8Array> {
  const probe = Buffer.from('whose key is this');
  const signature = await signer.sign(probe, 'SHA-256');
  const own = chain.find((certificate) => {
    const key = createPublicKey(
      new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }),
    );
    return verify('sha256', probe, key, signature);
  });
  if (own === undefined) throw new Refused('signing_file_unreadable');
  return own;
}
