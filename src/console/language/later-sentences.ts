import { learn } from '../../core/language/sentences.ts';

let learnt: Promise<void> | undefined;

/** A screen whose sentences do not come with the console's first load (`saidLater` of the build): both are fetched together. */
export const withSentences =
  <Screen>(load: () => Promise<Screen>): (() => Promise<Screen>) =>
  async () => {
    learnt ??= learnRest().catch((problem: unknown) => {
      // Asked again by the next screen.
      learnt = undefined;
      throw problem;
    });
    const [screen] = await Promise.all([load(), learnt]);
    return screen;
  };

async function learnRest(): Promise<void> {
  const { default: sentences } = await import('../../../locales/es.json?later');
  learn('es', sentences);
}
