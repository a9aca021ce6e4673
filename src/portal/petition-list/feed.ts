import { createHash } from 'node:crypto';
import { shortDate } from '../../core/language/format.ts';
import { citizenPaths } from '../../core/paths.ts';
import { choices } from '../../core/petitions/list-address.ts';
import type { PublicRequest } from '../../queries/public/open311/service-requests.ts';
import type { Visit } from '../layout/visit.ts';
import { writeListQuestion, type ListQuestion } from './list-question.ts';
import { wordsFor } from './list-form.ts';
import { told } from './told.ts';

/** A feed with what tells whether it is the one that a reader has (RFC 9110, section 8.8). */
export interface Feed {
  readonly body: string;
  readonly etag: string;
  readonly modified_at: string;
}

/**
 * The newest of a list as RSS 2.0 (www.rssboard.org/rss-specification). It says nothing of when it was asked for, so
 * that the same petitions are the same bytes. An entry is known by its folio for ever.
 */
export function petitionFeed(
  visit: Visit,
  question: ListQuestion,
  petitions: readonly PublicRequest[],
): Feed {
  const { app, city, say, manner } = visit;
  const paths = citizenPaths(`/c/${city.city.code}`);
  const said = writeListQuestion({ ...question, oldest_open: false, after: undefined });
  const chosen = choices
    .filter((name) => question[name] !== '')
    .map((name) => wordsFor(visit, question, name));
  const title = [say('portal.petitions.title'), city.city.name, ...chosen].join(' · ');
  const changes = petitions.map(({ updated_at }) => updated_at).sort();
  const modified_at = changes.at(-1) ?? '2000-01-01T00:00:00.000Z';
  const address = (path: string) => escaped(app.public_url + path);
  const body = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
    `<title>${escaped(title)}</title>`,
    `<link>${address(paths.petitionList(said))}</link>`,
    `<description>${escaped(say('portal.petitions.lead'))}</description>`,
    `<language>${escaped(manner.locale)}</language>`,
    `<atom:link href="${address(paths.petitionListFeed(said))}" rel="self" type="application/rss+xml"/>`,
    '<ttl>60</ttl>',
    ...petitions.map((petition) => item(visit, petition, address(paths.petition(petition.folio)))),
    '</channel></rss>',
    '',
  ].join('\n');
  const etag = `W/"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
  return { body, etag, modified_at };
}

function item(visit: Visit, petition: PublicRequest, link: string): string {
  const { say, manner } = visit;
  const one = told(visit, petition);
  const facts = [
    one.place,
    one.standing,
    say('portal.petitions.received', { date: shortDate(one.received_on, manner) }),
    [one.unit, one.authority].filter((part) => part !== '').join(', '),
  ];
  const description = [one.text, ...facts].filter((part) => part !== '').join('\n');
  return [
    '<item>',
    `<title>${escaped(`${one.service} · ${one.folio}`)}</title>`,
    `<link>${link}</link>`,
    `<guid isPermaLink="false">${escaped(one.folio)}</guid>`,
    `<pubDate>${new Date(petition.requested_at).toUTCString()}</pubDate>`,
    `<category>${escaped(one.service)}</category>`,
    // The text of a description is read as HTML, hence escaped twice.
    `<description>${escaped(escaped(description).replaceAll('\n', '<br/>'))}</description>`,
    '</item>',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
// What XML 1.0 cannot carry even when escaped (section 2.2), half surrogate pairs, and the controls it advises against.
const unwritable = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu;

const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(unwritable, '')
    .replace(/[&<>"']/g, (sign) => entities[sign]!);
