/** What the worker says of itself: names and codes, never a message or address that could name a person. */
export interface JobReport {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: 'worker_started' | 'worker_lost' | 'job_failed' | 'job_done';
  readonly job?: string;
  readonly attempt?: number;
  readonly problem?: string;
}
export type JobLog = (report: JobReport) => void;

/** One JSON line on standard error for whatever is not as it should be. */
export const logProblems: JobLog = (report) => {
  if (report.level === 'info') return;
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...report })}\n`);
};

/** Class and code of an error; its text may quote a value, so it stays out. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
