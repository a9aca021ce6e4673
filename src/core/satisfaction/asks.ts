/** What a survey asks: all questions after a closing, or, a month after works, one alone (protocol K.2). */
export const ASKS = ['how_it_went', 'if_it_lasts'] as const;
export type Asks = (typeof ASKS)[number];
