import PostalMime from 'postal-mime';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import type { App } from '../src/actions/app.ts';
import { openMailer } from '../src/channels/email/send-email.ts';
import { deliverMessage } from '../src/jobs/deliver-message.ts';
import { mailPeer } from './mail-peer.ts';
import { portalServer, textOf, visitor, type Visitor } from './portal-visitor.ts';
import { aTown, type Town } from './town.ts';

export interface Arrived {
  readonly to: readonly string[];
  readonly subject: string | undefined;
  readonly text: string;
  readonly header: (key: string) => string | undefined;
}

/** A town with a mail server, whose people subscribe to what is new: from the form to the mail that arrives by SMTP. */
export interface Subscribers {
  readonly town: Town;
  readonly app: App;
  readonly server: FastifyInstance;
  /** Somebody new, and nobody subscribes to anything yet. @returns their address */
  anew(): Promise<string>;
  stored(): Promise<readonly { frequency: string; confirmed_at: string | null }[]>;
  /** Sends what waits for the mail server. @returns what arrived, in order */
  mails(): Promise<readonly Arrived[]>;
  /** Fills in the form. */
  ask(fields?: Record<string, string>): Promise<Visitor>;
  /** The same up to the confirmation. @returns the links of the message, and their browser */
  subscribed(fields?: Record<string, string>): Promise<{ who: Visitor; link: string; leave: string }>;
  hide(petition_id: string): Promise<unknown>;
  drop(): Promise<void>;
}

export const linkIn = (text: string): string =>
  /https:\/\/pueblo\.example(\/c\/pueblo\/suscripcion\/abrir\/[\w-]{43})/.exec(text)![1]!;
export const leaveIn = (header: string): string => /^<https:\/\/pueblo\.example(\S+)>$/.exec(header)![1]!;

export async function subscribers(): Promise<Subscribers> {
  const [town, peer] = await Promise.all([aTown(), mailPeer()]);
  const app = { ...town.app, sends_mail: true };
  const server = await portalServer(app);
  const mailer = openMailer({ url: peer.url, from: 'Atiende <avisos@pueblo.example>' });
  let people = 0;
  let email = '';
  const mails = async () => {
    peer.taken = [];
    for (const { id } of await waiting(town))
      await deliverMessage(app, mailer, { payload: { outbox_id: id }, attempt: 1, max_attempts: 3 });
    return Promise.all(peer.taken.map(arrived));
  };
  const ask = async (fields: Record<string, string> = {}) => {
    const who = visitor(server);
    await who.get('/suscripcion');
    const asked = await who.send('/suscripcion', { correo: email, cada: 'day', ...fields });
    expect([asked.status, textOf(asked.body)]).toEqual([200, expect.stringContaining('Revise su correo')]);
    return who;
  };
  return {
    ...{ town, app, server, mails, ask },
    async anew() {
      await town.asSystem((tx) =>
        tx.updateTable('outbox').set({ state: 'kept' }).where('state', '=', 'queued').execute(),
      );
      await town.asSystem((tx) => tx.deleteFrom('subscriptions').execute());
      people += 1;
      town.on('2026-04-29');
      email = `vecina${people}@correo.example`;
      return email;
    },
    stored: () => town.asSystem((tx) => tx.selectFrom('subscriptions').selectAll().execute()),
    async subscribed(fields = {}) {
      const who = await ask(fields);
      const [mail] = await mails();
      const link = linkIn(mail!.text);
      await who.get(link);
      await who.follow();
      expect((await who.send('/suscripcion/confirmar', {})).status).toBe(303);
      return { who, link, leave: leaveIn(mail!.header('list-unsubscribe')!) };
    },
    hide: (petition_id) =>
      town.asSystem((tx) =>
        tx.updateTable('petitions').set({ visibility: 'private' }).where('id', '=', petition_id).execute(),
      ),
    async drop() {
      mailer.close();
      await peer.close();
      await server.close();
      await town.drop();
    },
  };
}

const waiting = (town: Town) =>
  town.asSystem((tx) =>
    tx
      .selectFrom('outbox')
      .select('id')
      .where('state', '=', 'queued')
      .where('subscription_id', 'is not', null)
      .orderBy('created_at')
      .execute(),
  );

async function arrived({ raw, to }: { raw: string; to: string[] }): Promise<Arrived> {
  const mail = await PostalMime.parse(raw);
  const header = (key: string) => mail.headers.find((one) => one.key === key)?.value;
  return { to, subject: mail.subject, text: mail.text ?? '', header };
}
