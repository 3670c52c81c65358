import assert from 'node:assert/strict';
import { loadLanguage } from '../../src/language/index.js';
import type { ConversationContext } from '../../src/language/types.js';

const language = loadLanguage(() => new Date('2026-11-26T12:00:00Z'));
const daily: ConversationContext = { previous: { intent: 'subscribe-daily', slots: {}, topics: [] } };
const list: ConversationContext = { previous: { intent: 'list-noncompliant', slots: { filter: 'all' }, topics: [] } };

describe('orders about daily cards and exceptions', () => {
  for (const [text, context, intent, slots] of [
    ['what is subscribed here?', {}, 'subscribe-daily', { subscriptions: 'show' }],
    ["what's scheduled in this channel", {}, 'subscribe-daily', { subscriptions: 'show' }],
    ['show my subscriptions', {}, 'subscribe-daily', { subscriptions: 'show' }],
    ['which daily cards come here?', {}, 'subscribe-daily', { subscriptions: 'show' }],
    ['when does the next card come?', {}, 'subscribe-daily', { subscriptions: 'show' }],
    ['stop it', daily, 'unsubscribe', {}],
    ['stop the one about admins', daily, 'unsubscribe', { filter: 'admins' }],
    ['only admins', daily, 'subscribe-daily', { filter: 'admins' }],
    ['only mondays', daily, 'subscribe-daily', { days: ['mon'] }],
    ['not on fridays', daily, 'subscribe-daily', { days: ['mon', 'tue', 'wed', 'thu', 'sat', 'sun'], daysLess: ['fri'] }],
    ['stop mondays', daily, 'subscribe-daily', { days: ['tue', 'wed', 'thu', 'fri', 'sat', 'sun'], daysLess: ['mon'] }],
    ['also on saturdays', daily, 'subscribe-daily', { days: ['sat'], daysMore: ['sat'] }],
    ['only today', daily, 'subscribe-daily', { subscriptions: 'once' }],
    ['twice a day', daily, 'subscribe-daily', { subscriptions: 'twoTimes' }],
    ['send me this at 8:30 tomorrow', {}, 'subscribe-daily', { time: '08:30', subscriptions: 'once' }],
    ['GMT+2', daily, 'subscribe-daily', { timezone: 'GMT+2' }],
    ['make it 9', daily, 'subscribe-daily', { time: '09:00' }],
    ['unsubscribe #2', {}, 'unsubscribe', { subscription: 2 }],
    ['stop the first one', daily, 'unsubscribe', { subscription: 1 }],
    ['stop number 2 please', daily, 'unsubscribe', { subscription: 2 }],
    ['change the last one to 8', daily, 'subscribe-daily', { time: '08:00', subscription: -1 }],
    ['make #2 9:30', daily, 'subscribe-daily', { time: '09:30', subscription: 2 }],
    ['better 9', daily, 'subscribe-daily', { time: '09:00' }],
    ['send this every other tuesday at 9', {}, 'subscribe-daily', { subscriptions: 'otherRhythm' }],
    ['can you send it on the first of each month?', {}, 'subscribe-daily', { subscriptions: 'otherRhythm' }],
    ['only every second monday', daily, 'subscribe-daily', { subscriptions: 'otherRhythm' }],
    ['pause it until monday', daily, 'subscribe-daily', { subscriptions: 'pause' }],
    ['pause the daily card', {}, 'subscribe-daily', { subscriptions: 'pause' }],
    ['show accepted exceptions', {}, 'list-noncompliant', { exceptions: 'show' }],
    ['which risks have we accepted?', {}, 'list-noncompliant', { exceptions: 'show' }],
    ['withdraw the exception for Bob Lavoie', {}, 'list-noncompliant', { exceptions: 'show', account: 'Bob Lavoie' }],
    ['accept the risk for Bob Lavoie', {}, 'explain-account', { exceptions: 'accept', account: 'Bob Lavoie' }],
    ['accept bob', {}, 'explain-account', { exceptions: 'accept', account: 'bob' }],
    ['accept #3 for 90 days', {}, 'explain-account', { exceptions: 'accept', account: '#3', until: '2027-02-24' }],
    ["accept bob's gap until 31 january because he leaves then", {}, 'explain-account', { exceptions: 'accept', account: 'bob', until: '2027-01-31', reason: 'he leaves then' }],
    ['accept Bob Lavoie and carl as exceptions until the end of march', {}, 'explain-account', { exceptions: 'accept', accounts: ['Bob Lavoie', 'carl'], until: '2027-03-31' }],
    ['please accept her for a while', {}, 'explain-account', { exceptions: 'accept', account: '$last' }],
  ] as const) {
    it(`hears \`${text}\``, () => {
      const heard = language.understand(text, context as ConversationContext);
      assert.deepEqual([heard.intent, heard.slots], [intent, slots]);
    });
  }

  it('takes a name alone for the answer where it has asked for one', () => {
    const asked = (intent: 'explain-account' | 'ticket-account' | 'enforce-account', slots = {}): ConversationContext => ({ pending: { intent, slots, question: 'Whom?' } });
    const heard = (text: string, context: ConversationContext) => (({ intent, slots }) => [intent, slots])(language.understand(text, context));
    assert.deepEqual(heard('Bob Lavoie', asked('explain-account', { exceptions: 'accept', until: '2027-01-31' })), ['explain-account', { exceptions: 'accept', until: '2027-01-31', account: 'Bob Lavoie' }]);
    assert.deepEqual(heard('anna', asked('ticket-account')), ['ticket-account', { accounts: ['anna'] }]);
    assert.deepEqual(heard('bob lavoie', asked('enforce-account')), ['enforce-account', { accounts: ['bob lavoie'] }]);
    assert.equal(heard('help', asked('enforce-account'))[0], 'help');
    assert.equal(heard('Bob Lavoie', {})[0], 'out-of-scope');
    assert.equal(heard('bob lavoie', { pending: { intent: 'enforce-account', slots: {}, question: 'Shall I?', planId: 'one' } })[0], 'out-of-scope');
  });

  for (const [text, context] of [
    ['stop it', {}], ['stop it', list], ['stop it', { ...daily, pending: { intent: 'enforce-account' as const, slots: {}, question: 'Shall I?' } }],
    ['scan every hour', {}], ['who signs in every month?', {}], ['pause', list],
    ['only admins', list], ['why are there accepted exceptions in the partner agreement?', {}], ['is it allowed to accept a risk for guests?', {}],
    ['accept the plan', {}], ['accept plan 4', {}], ['accept all', {}], ['accept the terms of use for guests', {}], ['accept that mfa is required for everybody', {}],
  ] as const) {
    it(`doesn't take \`${text}\` for one${'previous' in context ? ` after \`${context.previous!.intent}\`` : ''}`, () => {
      const { intent, slots } = language.understand(text, context as ConversationContext);
      assert.ok(!['subscribe-daily', 'unsubscribe'].includes(intent) && slots.exceptions === undefined, intent);
    });
  }
});
