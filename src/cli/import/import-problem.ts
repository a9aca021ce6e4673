/** Something about the whole file or its mapping that stops an import before anything is written. */
export class ImportProblem extends Error {
  /** A key under `import.stop`. */
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(code: string, values: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.name = 'ImportProblem';
    this.code = code;
    this.values = values;
  }
}
