const worth_a_name = 3;
/** Each connection keeps a plan for each of them, and a plan takes some tens of kilobytes. */
const most_names = 250;
const most_met = 2_000;

interface StatementNames {
  /** Gives a statement that never changes a name of its own. */
  nameStatement(name: string, text: string): string;
  /** The same for a statement whose text a query puts together, when its parts are the same ones again and again. */
  nameRepeated(text: string): void;
  /**
   * The name under which to ask. What is asked for the third time in the same words gets one: behind the wall a look-up by
   * key takes longer to plan than to do. Without a name stay those of which one plan does not suit all values: lists, whose
   * best index depends on what is asked; and those that take all columns, which the server refuses to repeat on
   * connections that were open when a migration added one (`columns.generated.ts` names the columns instead).
   */
  nameOf(text: string): string | undefined;
}

/** Names of statements that the server keeps parsed and planned on each connection. */
export function statementNames(): StatementNames {
  const named = new Map<string, string>();
  /** How often a text was met that has no name yet. */
  const met = new Map<string, number>();

  const nameRepeated = (text: string): void => {
    if (!named.has(text) && named.size < most_names) named.set(text, `again_${named.size}`);
  };
  return {
    nameRepeated,
    nameStatement(name, text) {
      named.set(text, name);
      return text;
    },
    nameOf(text) {
      const name = named.get(text);
      if (name !== undefined || named.size >= most_names || !isOneForAll(text)) return name;
      const times = (met.get(text) ?? 0) + 1;
      if (times < worth_a_name) {
        if (met.size >= most_met) met.clear();
        met.set(text, times);
        return undefined;
      }
      met.delete(text);
      nameRepeated(text);
      return named.get(text);
    },
  };
}

/** Those of this process, whose connections are all alike. */
export const { nameStatement, nameRepeated, nameOf } = statementNames();

const isOneForAll = (text: string): boolean =>
  /^\s*(select|insert|update|with)\b/.test(text) &&
  !/\*\s*(?:,|from\b|$)|@@|\blimit \$/.test(text) &&
  !(/\blimit\b/.test(text) && /\bany\(\$| in \(\$/.test(text));
