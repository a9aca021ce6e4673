/** Sections of the sentences that the console says itself; the server says the rest (reasons, histories). */
export const said_here: readonly string[] = [
  ...['console', 'channel', 'clock', 'identity', 'outcome_class', 'visibility', 'satisfaction'],
  'opening',
];
/** Sections, and parts of `console`, that only screens say which are opened later (`later-sentences.ts`). */
export const said_later: readonly string[] = [
  ...['letter_medium', 'letter_scan', 'letter_sender', 'delivery_way', 'delivery_state', 'notification_rule'],
  ...['survey', 'survey_cause', 'campaign', 'about_person'],
];
export const own_said_later: readonly string[] = [
  ...['admin', 'letters', 'quality', 'turns', 'critical', 'report', 'totp', 'campaign', 'ask', 'follow_up'],
  ...['forecast', 'workload', 'supervisor', 'staffing', 'recordings', 'telephony', 'leaving'],
];
