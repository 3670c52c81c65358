import type { TenantEdit } from '../../engine/index.js';
import { GraphError } from '../client/error.js';
import type { Impossible, ResolvedEdits } from './types.js';

/** What became of the edits of one kind; `failure` where nothing they need could be read. */
export interface Resolution extends ResolvedEdits {
  failure?: GraphError;
}

export const nothing = (): Resolution => ({ changes: [], impossible: [], effects: [] });

/** Every edit of a kind, where what it needs couldn't be read. */
export const unreadAll = (edits: readonly TenantEdit[], failure: GraphError): Resolution =>
  ({ ...nothing(), impossible: edits.map((edit) => unread(edit, failure)), failure });

export const unread = (edit: TenantEdit, error: GraphError): Impossible => (error.isNotFound
  ? { edit, because: 'gone', text: 'what it would change is no longer there; scan again' }
  : { edit, because: 'unread', text: `what it would change could not be read (${error.status || 'no answer'}, \`${error.code}\`); try again in a few minutes` });

export const already = (edit: TenantEdit, what: string): Impossible => ({ edit, because: 'nothingToChange', text: `it is so already: ${what}` });
