import type { Command } from 'commander';
import { say } from '../core/language/sentences.ts';

/** What commander says of a wrong command line, with the word at fault, and how we say it. */
const ERRORS = [
  [/unknown command '(.+)'/, 'cli.wrong.unknown_command'],
  [/unknown option '(.+)'/, 'cli.wrong.unknown_option'],
  [/missing required argument '(.+)'/, 'cli.wrong.missing_argument'],
  [/required option '(.+)' not specified/, 'cli.wrong.missing_option'],
  [/option '(.+)' argument missing/, 'cli.wrong.missing_value'],
  [/too many arguments for '(.+?)'/, 'cli.wrong.too_many'],
] as const;

const TITLES = {
  'Usage:': 'cli.help.usage',
  'Options:': 'cli.help.options',
  'Commands:': 'cli.help.commands',
  'Arguments:': 'cli.help.arguments',
} as const;

/** Help and errors of the command line in Spanish; called before the commands are added, which take it over. */
export function speakSpanish(program: Command): Command {
  const title = (text: string) => (text in TITLES ? say('es', TITLES[text as keyof typeof TITLES]) : text);
  return program
    .helpOption('-h, --help', say('es', 'cli.help.option'))
    .helpCommand(`help [${say('es', 'cli.help.word')}]`, say('es', 'cli.help.option'))
    .configureHelp({ styleTitle: title })
    .configureOutput({ outputError: (text, write) => write(`${sentenceOf(text)}\n`) });
}

/** What we have no sentence for stays as commander says it: better in English than not at all. */
function sentenceOf(text: string): string {
  const meant = /\(Did you mean (.+?)\?\)/.exec(text)?.[1];
  const hint = meant === undefined ? '' : ` ${say('es', 'cli.wrong.meant', { value: meant })}`;
  for (const [pattern, key] of ERRORS) {
    const found = pattern.exec(text);
    if (found !== null) return `${say('es', key, { value: found[1]! })}${hint}`;
  }
  return text.trim();
}
