import { z } from 'zod';
import { petitionRow } from './inbox.ts';
import {
  answerShown,
  assignmentInfo,
  clockStrip,
  contactInfo,
  fileInfo,
  formalReply,
  message,
  permittedAction,
  petitionCard,
  presenceInfo,
  situation,
  timelineEntry,
} from './petition.ts';
import { both, reply, request } from './registry.ts';
import { codeName, id, instant, moderation, namedRef } from './wire.ts';

export const outboxShown = both('OutboxState', z.enum(['queued', 'sent', 'kept', 'failed']));

/** The whole petition page in one answer. */
export const petitionQuery = request(
  'PetitionQuery',
  z.object({
    /** `contact` shows the contacts in clear, and writes down that they were seen. */
    reveal: z.enum(['contact']).optional(),
    city: z.string().max(80).optional(),
  }),
);

export const petitionPage = reply(
  'PetitionPage',
  z.object({
    petition: petitionRow.extend({
      description: z.string(),
      public_description: z.string().nullable(),
      answers: z.array(answerShown),
      place: z.object({
        address_text: z.string().nullable(),
        place_note: z.string().nullable(),
        latitude: z.number().nullable(),
        longitude: z.number().nullable(),
        neighbourhood: z.string().nullable(),
      }),
      filing_authority: namedRef,
      outcome: codeName.nullable(),
      priority_reason: z.string().nullable(),
      routing: z.object({ rule: z.string().nullable(), text: z.string() }),
      filed_at: instant,
      replied_at: instant.nullable(),
      notified_at: instant.nullable(),
      closed_at: instant.nullable(),
      created_by: namedRef.nullable(),
      merged_into: z.object({ id, folio: z.string() }).nullable(),
      duplicates: z.array(z.object({ id, folio: z.string() })),
      /** It was asked aloud and taken down: there is a record to print. */
      spoken: z.object({ copy_asked: z.boolean(), copies_given: z.number().int() }).nullable(),
      moderation,
      open_question: message.nullable(),
      named_unit: namedRef.nullable(),
      public_url: z.string(),
    }),
    situation,
    actions: z.array(permittedAction),
    timeline: z.array(timelineEntry),
    messages: z.array(message),
    replies: z.array(formalReply),
    files: z.array(fileInfo),
    outbox: z.array(
      z.object({
        id,
        template: z.string(),
        channel: z.string(),
        subject: z.string(),
        state: outboxShown,
        attempts: z.number().int(),
        created_at: instant,
        sent_at: instant.nullable(),
      }),
    ),
    clocks: z.array(clockStrip),
    assignments: z.array(assignmentInfo),
    contacts: z.array(contactInfo),
    /** Every other petition of the same person that the asker may see, newest first. */
    of_person: z.array(petitionCard),
    presence: z.array(presenceInfo),
    supporters: z.object({ count: z.number().int(), latest_at: instant.nullable() }),
    /** What the reply composer starts from. */
    composer: z.object({
      folio: z.string(),
      unit: namedRef,
      responsible_name: z.string(),
      responsible_title: z.string(),
      means_of_appeal: z.string(),
      needs_approval: z.boolean(),
    }),
  }),
);

/** What may be the same matter. It has an address of its own: to compare words takes longer than all the rest of the page. */
export const relatedPetitions = reply(
  'RelatedPetitions',
  z.object({
    /** Open ones about the same service within 300 m, nearest first. */
    nearby: z.array(petitionCard),
    /** Recent ones about the same service whose words are alike, most alike first. */
    similar: z.array(petitionCard),
  }),
);
