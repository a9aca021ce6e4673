/** What was behind a bad answer, as the quality team found it. `answer_changed`: the person changed it to a good one. */
export const CAUSES = [
  'not_solved',
  'late',
  'unclear',
  'treatment',
  'channel',
  'not_competent',
  'expectation',
  'other',
] as const;
export type Cause = (typeof CAUSES)[number];

/** At most so often is somebody called or written to (protocol K.4). */
export const MOST_CONTACTS = 3;
