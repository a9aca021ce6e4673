import type { OutcomeClass, Stage } from './stages.ts';

/** Which petitions a public list shows, by where they stand: a stage, an outcome, or all that are open or closed. */
export type Standing =
  | { readonly kind: 'open' | 'closed' }
  | { readonly kind: 'stage'; readonly stage: Exclude<Stage, 'closed'> }
  | { readonly kind: 'outcome'; readonly outcome_class: OutcomeClass };

/** By the word that addresses have for it; words never change, since people keep addresses. */
export const standings = {
  abiertas: { kind: 'open' },
  recibidas: { kind: 'stage', stage: 'received' },
  turnadas: { kind: 'stage', stage: 'assigned' },
  'en-atencion': { kind: 'stage', stage: 'in_work' },
  'en-espera': { kind: 'stage', stage: 'waiting_citizen' },
  respondidas: { kind: 'stage', stage: 'replied' },
  cerradas: { kind: 'closed' },
  resueltas: { kind: 'outcome', outcome_class: 'resolved' },
  'resueltas-en-parte': { kind: 'outcome', outcome_class: 'partly_resolved' },
  negadas: { kind: 'outcome', outcome_class: 'refused' },
  'no-competencia': { kind: 'outcome', outcome_class: 'not_competent' },
  retiradas: { kind: 'outcome', outcome_class: 'withdrawn' },
  repetidas: { kind: 'outcome', outcome_class: 'duplicate' },
} as const satisfies Readonly<Record<string, Standing>>;
export type StandingWord = keyof typeof standings;

/** Whether nothing of it is closed. */
export const isOpen = ({ kind }: Standing): boolean => kind === 'open' || kind === 'stage';
