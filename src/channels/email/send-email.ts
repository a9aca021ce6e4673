import { createTransport } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import { messageHtml } from './message-html.ts';

/** The mail server and the address that messages come from, as `SMTP_URL` and `MAIL_FROM` say. */
export interface MailSettings {
  readonly url: string;
  readonly from: string;
}

export interface Email {
  /** The outbox row: the same message sent again is the same Message-ID, so that mailboxes can tell. */
  readonly id: string;
  readonly to: string;
  /** The office that writes; the address is always the installation's own. */
  readonly from_name: string;
  readonly subject: string;
  readonly text: string;
  readonly language: string;
  readonly attachments?: readonly EmailAttachment[];
  /** Of a message that was subscribed to: the address that ends it (RFC 2369, and by a POST RFC 8058). */
  readonly unsubscribe?: string;
}

export interface EmailAttachment {
  readonly filename: string;
  readonly media_type: string;
  readonly content: Buffer;
}

/** How a sending went: taken over by the server; refused for good; or worth trying again. Codes only, no addresses. */
export type Sending =
  | { readonly state: 'sent'; readonly provider_id: string }
  | { readonly state: 'refused'; readonly code: string }
  | { readonly state: 'try_again'; readonly code: string };

export interface Mailer {
  send(email: Email): Promise<Sending>;
  close(): void;
}

/**
 * Opens a mailer that keeps up to two connections. Elsewhere than on this machine a server must speak TLS, since
 * notices name people; `?ignoreTLS=true` in the address is for a relay in the same rack.
 */
export function openMailer({ url, from }: MailSettings): Mailer {
  const transport = createTransport(transportOptions(url));
  // An idle connection that the server drops is no event: the next message opens another.
  transport.on('error', () => undefined);
  const address = addressOf(from);
  return {
    send: async (email) => {
      try {
        await transport.sendMail(composed(email, address));
        return { state: 'sent', provider_id: messageId(email.id, address) };
      } catch (error) {
        return judged(error as SmtpProblem);
      }
    },
    close: () => transport.close(),
  };
}

function transportOptions(url: string): SMTPPool.Options & { url: string } {
  const { hostname, protocol, searchParams } = new URL(url);
  const isLocal = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  const given = searchParams.has('ignoreTLS') || searchParams.has('requireTLS') || protocol === 'smtps:';
  return {
    ...{ url, pool: true, maxConnections: 2, maxMessages: 100 },
    ...{ connectionTimeout: 15_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 },
    ...(given ? {} : isLocal ? { ignoreTLS: true } : { requireTLS: true }),
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}

/** `Atiende <avisos@example.mx>` or the bare address. */
function addressOf(from: string): string {
  return /<([^<>\s]+)>\s*$/.exec(from)?.[1] ?? from.trim();
}

function messageId(id: string, address: string): string {
  return `<${id}@${address.split('@').at(-1)}>`;
}

function composed(email: Email, address: string) {
  return {
    messageId: messageId(email.id, address),
    from: { name: email.from_name, address },
    to: { name: '', address: email.to },
    envelope: { from: address, to: email.to },
    subject: email.subject,
    text: email.text,
    html: messageHtml(email.text, email),
    attachments: (email.attachments ?? []).map(({ media_type, ...file }) => ({
      ...file,
      contentType: media_type,
    })),
    headers: {
      // RFC 3834: nobody's holiday notice shall answer this.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': email.language,
      ...(email.unsubscribe === undefined
        ? {}
        : {
            'List-Unsubscribe': `<${email.unsubscribe}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },
  };
}

interface SmtpProblem extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/**
 * A 5xx to the sender, the recipient or the message is for good. One to the greeting or to the password is about this
 * installation: it is tried again, because somebody will mend it. What the server said is not kept: it may name people.
 */
function judged({ code, command, responseCode, response }: SmtpProblem): Sending {
  const enhanced = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(response ?? '')?.[0];
  const told = [responseCode ?? code ?? 'unknown', enhanced].filter((part) => part !== undefined).join(' ');
  const isOurs = code === 'EAUTH' || command === 'CONN' || command?.startsWith('AUTH') === true;
  const forGood =
    (responseCode !== undefined && responseCode >= 500 && !isOurs) ||
    (code === 'EENVELOPE' && responseCode === undefined);
  return { state: forGood ? 'refused' : 'try_again', code: told };
}
