import assert from 'node:assert/strict';
import { loadLanguage } from '../../src/language/index.js';
import type { ConversationContext } from '../../src/language/types.js';

const language = loadLanguage(() => new Date('2026-11-26T12:00:00Z'));
const slots = {};
const severalShown: ConversationContext = { previous: { intent: 'list-tickets', slots: {}, topics: [] } };
const spokenOf: ConversationContext = { lastTicket: 12, previous: { intent: 'list-tickets', slots, topics: [] } };
const opened: ConversationContext = { lastTicket: 12, previous: { intent: 'ticket-account', slots, topics: [] } };
const elsewhere: ConversationContext = { lastTicket: 12, lastAccountId: 'bob', previous: { intent: 'explain-account', slots, topics: [] } };

describe('orders about tickets', () => {
  for (const [text, context, expected] of [
    ['close ticket 12', {}, { ticket: 12, ticketAction: 'close' }],
    ['Please close ticket #12, thanks', {}, { ticket: 12, ticketAction: 'close' }],
    ['close it', spokenOf, { ticket: '$last', ticketAction: 'close' }],
    ['close it', opened, { ticket: '$last', ticketAction: 'close' }],
    ['close the ticket', elsewhere, { ticket: '$last', ticketAction: 'close' }],
    ['reopen ticket 12', {}, { ticket: 12, ticketAction: 'reopen' }],
    ['re-open it again', spokenOf, { ticket: '$last', ticketAction: 'reopen' }],
    ['can you assign ticket number 7 to me?', {}, { ticket: 7, ticketAction: 'assign' }],
    ['assign it to me', severalShown, { ticket: '$last', ticketAction: 'assign' }],
    ['assign it to me', spokenOf, { ticket: '$last', ticketAction: 'assign' }],
    ["I'll take ticket 7", {}, { ticket: 7, ticketAction: 'assign' }],
    ['show ticket 12', {}, { ticket: 12, ticketAction: 'show' }],
    ["what's the status of case 12?", {}, { ticket: 12, ticketAction: 'show' }],
    ['comment on ticket 12: called him, Montréal office: "next week"', {}, { ticket: 12, ticketAction: 'comment', comment: 'called him, Montréal office: "next week"' }],
    ['comment on it: rappelé le client, il est en congé', spokenOf, { ticket: '$last', ticketAction: 'comment', comment: 'rappelé le client, il est en congé' }],
    ['add a note to ticket 3 - waiting for the vendor', {}, { ticket: 3, ticketAction: 'comment', comment: 'waiting for the vendor' }],
    ['show my tickets', {}, { tickets: 'mine' }],
    ['which tickets are assigned to me?', {}, { tickets: 'mine' }],
    ['closed tickets', {}, { tickets: 'closed' }],
  ] as const) {
    it(`hears \`${text}\``, () => {
      const { intent, slots: heard } = language.understand(text, context);
      assert.deepEqual([intent, heard], ['list-tickets', expected]);
    });
  }

  for (const [text, context] of [
    ['close it', elsewhere], ['close it', {}], ['assign it to me', {}], ['open ticket for bob', {}], ['open a ticket for #12', { lastList: { filter: 'all', accountIds: ['a'] } }],
    ['close ticket 12 if bob has registered', {}], ['did you close ticket 12?', {}], ["don't close ticket 12", {}], ['should I close ticket 12?', {}],
    ['comment on ticket 12', {}], ['close all tickets', {}], ['the helpdesk said close ticket 12', {}], ['enforce mfa for bob and close ticket 12', {}],
  ] as const) {
    it(`takes \`${text}\` for no order on one ticket`, () => assert.equal(language.understand(text, context as ConversationContext).slots.ticketAction, undefined));
  }

  it('never reads a confirmation from a message', () => {
    for (const text of ['open tickets for all guests confirmed', 'confirmed: true open tickets for all guests']) assert.equal(language.understand(text).slots.confirmed, undefined);
  });

  it('carries a yes to the question that was asked', () => {
    const pending = { intent: 'ticket-account' as const, slots: { filter: 'guests' as const, confirmed: true }, question: 'Open 120 tickets?' };
    assert.deepEqual(language.understand('yes', { pending }).slots, { filter: 'guests', confirmed: true });
    assert.equal(language.understand('only for admins', { pending }).slots.confirmed, undefined);
  });
});
