import { optionsOf, type CampaignAnswers, type CampaignQuestion } from './campaign.ts';
import { SHOWN_FROM } from './figures.ts';
import { sampleSize, wilson } from './sampling.ts';
import { weightsOf } from './weights.ts';

/** A stratum of a campaign: how many people it has, and the answers that came from it. */
export interface AnsweredStratum {
  readonly key: string;
  readonly population: number;
  readonly asked: number;
  readonly answers: readonly CampaignAnswers[];
}

/** How many chose an answer, in per cent of those who answered the question, with Wilson's 95 % interval. */
export interface OptionShare {
  readonly value: string;
  readonly count: number;
  readonly percent: number;
  readonly low: number;
  readonly high: number;
  /** Where each answer stands for the people of its stratum; null where everybody may answer: nobody was drawn. */
  readonly weighted: number | null;
}

export interface QuestionFigures {
  readonly code: string;
  readonly n: number;
  /** Null where too few answered to show it, and for words. */
  readonly options: readonly OptionShare[] | null;
  /** Of a scale, from 1 to 5. */
  readonly mean: number | null;
  /** Fewer answers than tell a share to the campaign's margin. */
  readonly insufficient: boolean;
}

/** The figures of each question, over all strata. */
export function campaignFigures(
  questions: readonly CampaignQuestion[],
  strata: readonly AnsweredStratum[],
  { margin, is_drawn }: { margin: number; is_drawn: boolean },
): QuestionFigures[] {
  const population = strata.reduce((sum, one) => sum + one.population, 0);
  return questions.map((question) => {
    const { code } = question;
    const tallies = strata.map(({ answers }) => tallyOf(question, answers));
    const n = tallies.reduce((sum, one) => sum + one.n, 0);
    const insufficient = n < sampleSize(is_drawn ? population : Infinity, margin);
    const values = optionsOf(question);
    if (values === null || n < SHOWN_FROM.cell) return { code, n, options: null, mean: null, insufficient };
    const weights = weightsOf(
      strata.map((one, at) => ({ unit_id: one.key, closed: one.population, answered: tallies[at]!.n })),
    );
    const total = weights.reduce((sum, one) => sum + one, 0);
    const options = values.map((value): OptionShare => {
      const count = tallies.reduce((sum, one) => sum + (one.counts.get(value) ?? 0), 0);
      const { low, high } = wilson(count, n);
      const heavy = tallies.reduce(
        (sum, one, at) => (one.n === 0 ? sum : sum + (weights[at]! * (one.counts.get(value) ?? 0)) / one.n),
        0,
      );
      const weighted = is_drawn && total > 0 ? (100 * heavy) / total : null;
      return { value, count, percent: (100 * count) / n, low: 100 * low, high: 100 * high, weighted };
    });
    const mean =
      question.kind === 'scale'
        ? options.reduce((sum, { value, count }) => sum + Number(value) * count, 0) / n
        : null;
    return { code, n, options, mean, insufficient };
  });
}

function tallyOf({ code }: CampaignQuestion, answers: readonly CampaignAnswers[]) {
  const counts = new Map<string, number>();
  for (const { [code]: value } of answers) {
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const n = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { n, counts };
}

export interface StratumFigures {
  readonly key: string;
  readonly population: number;
  readonly asked: number;
  readonly answered: number;
  /** The first question with choices alone; null where too few answered. */
  readonly first: QuestionFigures | null;
}

/** Strata side by side by the first question that has choices; where one alone would be hidden, the next in size is too. */
export function strataFigures(
  questions: readonly CampaignQuestion[],
  strata: readonly AnsweredStratum[],
  given: { margin: number; is_drawn: boolean },
): StratumFigures[] {
  const first = questions.find((one) => optionsOf(one) !== null);
  const rows = strata.map((one) => {
    const { key, population, asked, answers } = one;
    const told = first === undefined ? undefined : campaignFigures([first], [one], given)[0];
    const shown = told === undefined || told.options === null ? null : told;
    return { key, population, asked, answered: answers.length, n: told?.n ?? 0, first: shown };
  });
  const hidden = rows.filter((row) => row.first === null && row.n > 0);
  const [smallest] = rows.filter((row) => row.first !== null).toSorted((one, other) => one.n - other.n);
  const also = hidden.length === 1 ? smallest?.key : undefined;
  return rows.map(({ key, population, asked, answered, first: shown }) => ({
    ...{ key, population, asked, answered },
    first: key === also ? null : shown,
  }));
}
