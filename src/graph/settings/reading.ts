import { GraphError } from '../client/error.js';
import { DecodeError } from '../decode/json.js';
import type { ReadOutcome, SettingValue } from './types.js';

/** What `read` gives, or why it gave nothing, as an outcome. Throws TokenError: without a token nothing else can be read either. */
export async function outcome(read: () => SettingValue | Promise<SettingValue>): Promise<ReadOutcome> {
  try {
    return { value: await read() };
  } catch (error) {
    return { error: readError(error) };
  }
}

/** An answer that isn't as documented is as good as none. */
export function readError(error: unknown): GraphError {
  if (error instanceof GraphError) return error;
  if (error instanceof DecodeError) return new GraphError({ status: 0, code: 'InvalidResponse', detail: error.message, cause: error });
  throw error;
}

