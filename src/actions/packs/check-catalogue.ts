import { checkQuestions } from './check-questions.ts';
import { REQUIRED_TEXTS } from './pack-catalogue.ts';
import type { PackDocument } from './pack-document.ts';
import { reportDuplicates, type Path, type PackProblemCode, type Report } from './pack-problem.ts';

type Term = PackDocument['terms'][number];

/** Kinds, terms, services with their questions, outcomes, templates and texts, and what they refer to. */
export function checkCatalogue(document: PackDocument, report: Report): void {
  for (const section of [
    'kinds',
    'service_groups',
    'services',
    'outcomes',
    'reply_templates',
    'texts',
  ] as const) {
    const codes = document[section].map(({ code }) => code);
    reportDuplicates(codes, (at) => [section, at, 'code'], report);
  }
  const knows = referencesOf(document, report);
  document.services.forEach((service, at) => {
    knows.kind(['services', at, 'kind'], service.kind);
    knows.group(['services', at, 'group'], service.group);
    checkQuestions(service.questions, ['services', at, 'questions'], report);
  });
  document.terms.forEach((term, at) => {
    knows.kind(['terms', at, 'kind'], term.kind);
    knows.service(['terms', at, 'service'], term.service);
    knows.authority(['terms', at, 'authority'], term.authority);
  });
  document.reply_templates.forEach((template, at) => {
    knows.service(['reply_templates', at, 'service'], template.service);
    knows.authority(['reply_templates', at, 'authority'], template.authority);
    knows.outcome(['reply_templates', at, 'outcome'], template.outcome);
  });
  checkTerms(document, report);
  for (const code of REQUIRED_TEXTS) {
    if (!document.texts.some((text) => text.code === code)) report(['texts'], 'missing_text', code);
  }
}

function referencesOf(document: PackDocument, report: Report) {
  const checker = (list: readonly { code: string }[], problem: PackProblemCode) => {
    const known = new Set(list.map(({ code }) => code));
    return (path: Path, code: string | null) => {
      if (code !== null && !known.has(code)) report(path, problem, code);
    };
  };
  return {
    kind: checker(document.kinds, 'unknown_kind'),
    group: checker(document.service_groups, 'unknown_group'),
    service: checker(document.services, 'unknown_service'),
    authority: checker(document.authorities, 'unknown_authority'),
    outcome: checker(document.outcomes, 'unknown_outcome'),
  };
}

/** Two terms for the same thing may follow each other, not lie over each other; every kind in use has a reply term. */
function checkTerms({ terms, services }: PackDocument, report: Report): void {
  const active = terms.map((term, at) => ({ term, at })).filter(({ term }) => term.is_active);
  active.forEach(({ term, at }, index) => {
    const other = active.slice(0, index).find((one) => sameThing(one.term, term) && overlap(one.term, term));
    if (other !== undefined) report(['terms', at], 'overlapping_terms', `${other.term.code}, ${term.code}`);
  });
  const kindsInUse = new Set(services.filter(({ is_active }) => is_active).map(({ kind }) => kind));
  for (const kind of kindsInUse) {
    const replies = active.some(
      ({ term }) =>
        term.clock === 'reply' && term.service === null && (term.kind === null || term.kind === kind),
    );
    if (!replies) report(['terms'], 'no_reply_term', kind);
  }
}

function sameThing(one: Term, other: Term): boolean {
  return (['clock', 'kind', 'service', 'authority'] as const).every((fact) => one[fact] === other[fact]);
}

function overlap(one: Term, other: Term): boolean {
  const ends = ({ valid_until }: Term) => valid_until ?? '9999-12-31';
  return one.valid_from <= ends(other) && other.valid_from <= ends(one);
}
