/** Where a petition stands. Coded and few; outcome and flags are separate axes. */
export const stages = ['received', 'assigned', 'in_work', 'waiting_citizen', 'replied', 'closed'] as const;
export type Stage = (typeof stages)[number];

/** What every configurable outcome belongs to. */
export const outcomeClasses = [
  'resolved',
  'partly_resolved',
  'refused',
  'not_competent',
  'withdrawn',
  'duplicate',
] as const;
export type OutcomeClass = (typeof outcomeClasses)[number];

export const visibilities = ['public', 'masked', 'private', 'reserved'] as const;
export type Visibility = (typeof visibilities)[number];

export const identities = ['named', 'anonymous', 'reserved'] as const;
export type Identity = (typeof identities)[number];

/** Whose move it is: the city's unless the citizen has been asked or may still confirm or contest. */
export function whoseTurn(stage: Stage): 'authority' | 'citizen' | 'nobody' {
  if (stage === 'closed') return 'nobody';
  return stage === 'waiting_citizen' || stage === 'replied' ? 'citizen' : 'authority';
}
