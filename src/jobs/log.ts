/** What the worker says of itself: names and codes, never a message or address that could name a person. */
export interface JobReport {
  readonly level: 'info' | 'warn' | 'error';
  readonly event:
    | 'worker_started'
    | 'worker_lost'
    | 'job_failed'
    | 'job_left'
    | 'job_done'
    | 'telephone_line'
    | 'telephone_line_up'
    | 'telephone_ari'
    | 'telephone_ari_up';
  readonly job?: string;
  readonly attempt?: number;
  readonly problem?: string;
}
export type JobLog = (report: JobReport) => void;

/** Where a process writes its lines. */
export type Lines = Readonly<Record<JobReport['level'], (line: object, message: string) => void>>;

/** What the worker says, in the log of the process. */
export function logJobs(lines: Lines): JobLog {
  return ({ level, event, ...rest }) => lines[level](rest, event);
}

/** Class and code of an error; its text may quote a value, so it stays out. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
