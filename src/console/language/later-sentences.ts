import { lazyRouteComponent } from '@tanstack/react-router';
import { learn } from '../../core/language/sentences.ts';

let learnt: Promise<void> | undefined;

/** A screen whose sentences do not come with the console's first load (`late-sections.ts`): both are fetched together. */
export const laterScreen = <File extends Record<string, unknown>, Name extends keyof File & string>(
  load: () => Promise<File>,
  name: Name,
) => lazyRouteComponent(() => Promise.all([load(), rest()]).then(([file]) => file), name);

function rest(): Promise<void> {
  learnt ??= learnRest().catch((problem: unknown) => {
    // Asked again by the next screen.
    learnt = undefined;
    throw problem;
  });
  return learnt;
}

async function learnRest(): Promise<void> {
  const { default: sentences } = await import('../../../locales/es.json?later');
  learn('es', sentences);
}
