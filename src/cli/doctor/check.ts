/** One line of the doctor's. */
export interface Check {
  about: string;
  /** `limited`: the product works, with less to say. */
  status: 'fine' | 'limited' | 'wrong' | 'skipped';
  /** With the mend, where there is something to mend. */
  text: string;
}

/** What went wrong, with the cause that a library has wrapped. */
export function because(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause instanceof Error ? ` (${cause.cause.message})` : '';
  return `${cause.message}${inner}`.replaceAll(/\s*\n\s*/g, ' ');
}
