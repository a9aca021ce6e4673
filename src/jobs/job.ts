/** One run of a job, as the queue gives it. */
export interface Attempt {
  readonly payload: Readonly<Record<string, unknown>>;
  /** 1 for the first. */
  readonly attempt: number;
  readonly max_attempts: number;
}
