import { checkReply, type ReplyPart } from '../../../core/petitions/reply.ts';
import type { Catalogue, PetitionPage } from '../../api.generated.ts';

/** What is written in the composer; the rest of the reply is filled in by the system. */
export interface ReplyText {
  /** Null: a first reply, which leaves the outcome for the final one; '': not chosen yet. */
  readonly outcome_code: string | null;
  readonly body: string;
  readonly reasons: string;
  readonly next_step: string;
  readonly means_of_appeal: string;
  readonly responsible_name: string;
  readonly responsible_title: string;
}

/** Where the composer begins: a draft on the server, else the reply to be corrected, else what is known. */
export function startOfReply({ replies, composer }: PetitionPage, corrects_id: string | null): ReplyText {
  const draft = replies.find((reply) => reply.state === 'draft' && reply.corrects_id === corrects_id);
  const source = draft ?? replies.find(({ id }) => id === corrects_id);
  return {
    outcome_code: source === undefined ? '' : (source.outcome?.code ?? null),
    body: source?.body ?? '',
    reasons: source?.reasons ?? '',
    next_step: source?.next_step ?? '',
    means_of_appeal: source?.means_of_appeal ?? composer.means_of_appeal,
    responsible_name: source?.responsible_name ?? composer.responsible_name,
    responsible_title: source?.responsible_title ?? composer.responsible_title,
  };
}

export const lawAsks: readonly ReplyPart[] = [
  ...(['folio', 'outcome_code', 'body', 'reasons', 'next_step'] as const),
  ...(['means_of_appeal', 'responsible_name', 'unit_name', 'date'] as const),
];

interface Facts {
  readonly page: PetitionPage;
  readonly catalogue: Catalogue | undefined;
}

/** The parts that the law asks for and are missing: the same rule as the server's. */
export function missingParts(text: ReplyText, { page, catalogue }: Facts): readonly string[] {
  const outcome = catalogue?.outcomes.find(({ code }) => code === text.outcome_code);
  const checked = checkReply({
    ...text,
    folio: page.composer.folio,
    outcome_class: outcome?.class ?? null,
    unit_name: page.composer.unit.name,
    date: page.situation.today,
  });
  return checked.accepted ? [] : String(checked.details?.['missing'] ?? '').split(',');
}

/** Puts what is known of the petition into the `{names}` of a template. */
export function fillTemplate(template: string, { petition, composer }: PetitionPage): string {
  const known: Readonly<Record<string, string>> = {
    folio: composer.folio,
    service: petition.service.name,
    unit: composer.unit.name,
    responsible: composer.responsible_name,
    address: petition.place.address_text ?? '',
  };
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);
}
