import assert from 'node:assert/strict';
import { commands } from '../../src/bot/commands/index.js';
import { loadLanguage } from '../../src/language/index.js';
import type { ConversationContext } from '../../src/language/types.js';

/** What a person may have in front of them when they use a command's example. */
const CONTEXT: ConversationContext = {
  lastList: { filter: 'all', accountIds: ['a', 'b', 'c'] },
  pending: { intent: 'enforce-account', slots: { accounts: ['#1'] }, question: 'Sure?' },
};
const NEEDS_CONTEXT = new Set(['no wait', 'never mind', 'stop', 'tickets for all of them', 'explain number 3']);

describe('what the help card tells people to type', () => {
  const language = loadLanguage();
  for (const { intent, title, aliases } of commands) {
    for (const text of intent === 'out-of-scope' ? [] : [title, ...aliases]) {
      it(`\`${text}\` is understood as ${intent}`, () => {
        assert.equal(language.understand(text, NEEDS_CONTEXT.has(text) ? CONTEXT : {}).intent, intent);
      });
    }
  }
});
