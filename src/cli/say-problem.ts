import { Refused } from '../actions/refused.ts';
import { ConfigProblem } from '../config.ts';
import { refusalSentence } from '../core/language/refusal-sentence.ts';
import { sayCode, say } from '../core/language/sentences.ts';
import { StartProblem } from '../start/start-problem.ts';
import { asArchiveProblem } from '../actions/backup/archive-trouble.ts';

/** Notes for people go to the error stream: the output stream is for what a program may read. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Says what went wrong in a sentence and sets exit code 1; what nobody foresaw is shown whole. */
export function sayProblem(problem: unknown): void {
  process.exitCode = 1;
  const archive = asArchiveProblem(problem);
  if (archive !== null) note(say('es', `cli.archive.${archive.code}`, archive.details));
  else if (problem instanceof StartProblem) note(problem.message);
  else if (problem instanceof ConfigProblem) note(say('es', 'start.config', { problem: problem.message }));
  else if (problem instanceof Refused) {
    const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const voice = { language: 'es', manner: { locale: 'es-MX', time_zone } } as const;
    note(refusalSentence(voice, problem.code, problem.details));
    for (const [field, code] of Object.entries(problem.fields))
      note(`  ${field}: ${sayCode('es', 'field', code) ?? code}`);
  } else note((problem as Error).stack ?? String(problem));
}
