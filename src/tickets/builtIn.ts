import type { TicketSystem } from './types.js';

/** No other system: our own store holds everything that a ticket has. */
export const builtIn: TicketSystem = {
  id: 'builtIn',
  name: 'the built-in tickets',
  settleMs: 0,
  open: (draft) => Promise.resolve({ externalId: draft.key, url: undefined }),
  comment: () => Promise.resolve(),
  close: () => Promise.resolve(),
  reopen: () => Promise.resolve(),
  assign: () => Promise.resolve('assigned'),
  check: () => Promise.resolve(''),
};
