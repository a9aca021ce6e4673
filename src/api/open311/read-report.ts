import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Evidence } from '../../actions/open311/file-service-request.ts';
import type { filingInput } from '../../actions/petitions/filing-input.ts';
import type { CityConfiguration, Service } from '../../core/cities/configuration.ts';
import type { Language } from '../../core/language/sentences.ts';
import type { Form } from '../../server/form.ts';
import { Open311Problem, type Problem } from './problem.ts';
import { readAnswers } from './read-answers.ts';
import { readPlace } from './read-place.ts';
import { textOf } from './text-of.ts';

export interface Report {
  readonly filing: Omit<z.input<typeof filingInput>, 'file_ids' | 'privacy_version'>;
  readonly evidence: Evidence;
  /** SHA-256 of all that was sent but the key. */
  readonly content: string;
  /** Attributes that the service does not ask: taken, and written in the log by their codes. */
  readonly unknown_attributes: readonly string[];
}

export interface ReportContext {
  readonly city: CityConfiguration;
  readonly service: Service;
  readonly language: Language;
  readonly idempotency_key: string;
}

/**
 * Reads POST requests (GeoReport v2, «POST Service Request») as a filing. Every problem is told at once.
 * @throws Open311Problem 400
 */
export function readReport(form: Form, context: ReportContext): Report {
  const { city, service, language } = context;
  const problems: Problem[] = [];
  const place = readPlace(form, { language, is_required: service.location === 'required' });
  const given = readAnswers(form, service);
  problems.push(...place.problems, ...given.problems);
  const description = textOf(form, 'description');
  if ([...description].length > 4000) problems.push({ code: 'description_long' });
  const { contact, problems: contact_problems } = readContact(form);
  problems.push(...contact_problems);
  if (problems.length > 0) throw new Open311Problem(400, problems);
  return {
    filing: {
      city_id: city.city.id,
      service_code: service.code,
      channel: 'open311',
      // Optional in the specification; a petition says at least what it is about.
      description: description === '' ? service.name : description,
      answers: given.answers,
      place: place.place,
      identity: contact.name === null ? 'anonymous' : 'named',
      contact,
      notify_by: contact.email === null ? 'none' : 'email',
    },
    evidence: evidenceOf(form, context.idempotency_key),
    content: digestOf(form),
    unknown_attributes: given.unknown,
  };
}

/** Clients that must send something where there is nothing send a dash; some send their own mailbox. */
const nobody = /^-+$/;
const nobodysMailbox = /^(no|do-?not)-?reply@/i;
const mailbox = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Who reports. Without a name but with a way to be answered, that way stands for the name. */
export function readContact(form: Form): {
  contact: { name: string | null; email: string | null; phone: string | null };
  problems: Problem[];
} {
  const names = [textOf(form, 'first_name'), textOf(form, 'last_name')];
  const name = names.filter((part) => part !== '' && !nobody.test(part)).join(' ');
  const written = textOf(form, 'email');
  const email = written === '' || nobody.test(written) || nobodysMailbox.test(written) ? null : written;
  const phone = textOf(form, 'phone').replace(nobody, '') || null;
  const problems: Problem[] = [];
  if (email !== null && (!mailbox.test(email) || email.length > 254)) problems.push({ code: 'email_wrong' });
  return { contact: { name: name || email || phone, email, phone }, problems };
}

function evidenceOf(form: Form, idempotency_key: string): Evidence {
  if (idempotency_key !== '') return { by: 'key', value: idempotency_key.slice(0, 200) };
  const report = textOf(form, 'attribute[fixmystreet_id]') || textOf(form, 'fixmystreet_id');
  return report === '' ? { by: 'content' } : { by: 'report', value: report.slice(0, 200) };
}

function digestOf(form: Form): string {
  const fields = Object.entries(form.fields)
    .filter(([name]) => name !== 'api_key')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const files = form.files.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'));
  return createHash('sha256')
    .update(JSON.stringify([fields, files]))
    .digest('hex');
}
