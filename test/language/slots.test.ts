import assert from 'node:assert/strict';
import { Lexicon } from '../../src/language/model/lexicon.js';
import { readModel } from '../../src/language/model/file.js';
import { accountsIn } from '../../src/language/slots/accounts.js';
import { changeSlots } from '../../src/language/slots/changes.js';
import { filterSlots } from '../../src/language/slots/filters.js';
import { period } from '../../src/language/slots/periods.js';
import { scheduleSlots } from '../../src/language/slots/schedule.js';

const lexicon = new Lexicon(readModel().words);
const now = new Date('2026-11-23T12:00:00Z');
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'];

const SCHEDULES: [string, object][] = [
  ['schedule report 7h30 Paris, no weekends', { time: '07:30', timezone: 'Europe/Paris', days: workdays, daysLess: ['sat', 'sun'] }],
  ['each day at noon', { time: '12:00' }], ['every weekday at half past seven', { time: '07:30', days: workdays }],
  ['at quarter to nine on mondays and thursdays', { time: '08:45', days: ['mon', 'thu'] }], ['make it 9:30', { time: '09:30' }],
  ['daily at 5 pm EST', { time: '17:00', timezone: 'EST' }], ['at 8', { time: '08:00' }], ['12 am', { time: '00:00' }], ['mon-wed 0645', { time: '06:45', days: ['mon', 'tue', 'wed'] }],
  ['not at 8 but at 9', { time: '09:00' }], ['08:00 America/New_York', { time: '08:00', timezone: 'America/New_York' }], ['report every day', {}], ['at 25:99', {}],
  ['every day at 8:30 in New York', { time: '08:30', timezone: 'America/New_York' }], ['daily at 7, Los Angeles time', { time: '07:00', timezone: 'America/Los_Angeles' }],
  ['not on fridays', { days: ['mon', 'tue', 'wed', 'thu', 'sat', 'sun'], daysLess: ['fri'] }], ['also on saturdays', { days: ['sat'], daysMore: ['sat'] }], ['mondays too', { days: ['mon'], daysMore: ['mon'] }],
  ['every weekday except fridays', { days: workdays.slice(0, 4) }], ['mon-fri but not on wed', { days: ['mon', 'tue', 'thu', 'fri'] }], ['every day except mon and tue at 9', { time: '09:00', days: ['wed', 'thu', 'fri', 'sat', 'sun'] }],
  ['no more fridays', { days: ['mon', 'tue', 'wed', 'thu', 'sat', 'sun'], daysLess: ['fri'] }], ['weekdays, also saturdays', { days: [...workdays, 'sat'] }], ['mon-wed and fri', { days: ['mon', 'tue', 'wed', 'fri'] }],
  ['move it from 8:30 to 9', { time: '09:00' }], ['make it 9, not 8:30', { time: '09:00' }], ['on 1 December 2026 at 8', { time: '08:00', subscriptions: 'once' }], ['from 1 december every day at 8', { time: '08:00' }],
  ['at 8:30 and at 17:00', { time: '17:00', subscriptions: 'twoTimes' }], ['every morning at 8 and every evening at 6 pm', { time: '18:00', subscriptions: 'twoTimes' }], ['twice a day', { subscriptions: 'twoTimes' }],
  ['not at 8, but at 9', { time: '09:00' }], ['at 8:30 for admins and guests', { time: '08:30' }], ['at 8 and 8:00', { time: '08:00' }],
  ['8:30 tomorrow', { time: '08:30', subscriptions: 'once' }], ['once at 9', { time: '09:00', subscriptions: 'once' }], ['only today', { subscriptions: 'once' }],
  ['from tomorrow on at 9', { time: '09:00' }], ['once a day at 9', { time: '09:00' }], ["today's changes every day at 9", { time: '09:00' }],
  ['daily at 7 UTC+5:30', { time: '07:00', timezone: 'UTC+5:30' }], ['daily at 7 GMT+2', { time: '07:00', timezone: 'GMT+2' }], ['8:30 +02:00', { time: '08:30', timezone: '+02:00' }], ['at 8 Etc/GMT-2', { time: '08:00', timezone: 'Etc/GMT-2' }],
  ['every weekday at eight thirty', { time: '08:30', days: workdays }], ['daily at nine fifteen pm', { time: '21:15' }],
];

const PERIODS: [string, string | undefined][] = [
  ['changes last 30d pls', 'P30D'], ['since yesterday', 'P1D'], ['since monday', 'monday'], ['and since friday?', 'friday'], ['over the past two weeks', 'P14D'], ['diff to last scan', 'last scan'],
  ['this month', 'P1M'], ['since 3 November', '2026-11-03'], ['since 2026-10-01', '2026-10-01'], ['last 36 hours', 'PT36H'], ['last 24 hours', 'P1D'], ['since December 24', '2025-12-24'], ['what changed', undefined],
];

const ACCOUNTS: [string, string[]][] = [
  ["what's wrong with Anna Kowalska", ['Anna Kowalska']], ['enforce mfa for bob, carl and dana', ['bob', 'carl', 'dana']], ['open a ticket for carl@contoso.com', ['carl@contoso.com']],
  ["explain bob's account", ['bob']], ['why the second one?', ['#2']], ['only for the first two', ['#1', '#2']], ['tickets for all of them', ['$list']], ['open a ticket for her', ['$last']],
  ['am I compliant?', ['$me']], ['explain number 3', ['#3']], ['why is svc-backup failing', ['svc-backup']], ['enforce it for the last one', ['#5']], ["details on Tom O'Brien please", ["Tom O'Brien"]],
  ['Chloé swears she has it', ['Chloé']], ['explain #4', ['#4']],
];

const CHANGES: [string, object][] = [
  ['what if we exclude the Montreal office?', { change: 'exclude-location', location: 'Montreal office' }], ['whatif location Berlin is excluded', { change: 'exclude-location', location: 'Berlin' }],
  ['impact of enabling policy CA007 - Block legacy auth', { change: 'enable-policy', policy: 'CA007 - Block legacy auth' }], ['would we still be compliant if policy CA005 were off?', { change: 'disable-policy', policy: 'CA005' }],
  ['what if we turn off CA005', { change: 'disable-policy', policy: 'CA005' }], ['what if bob is excluded', { change: 'exclude-user', user: 'bob' }], ['simulate excluding the group Contractors', { change: 'exclude-group', group: 'Contractors' }],
  ['what happens if we enable security defaults', { change: 'enable-security-defaults' }], ['what if we disable "Require MFA for admins"?', { change: 'disable-policy', policy: 'Require MFA for admins' }],
  ['what if we exclude carl@contoso.com from CA001', { change: 'exclude-user', user: 'carl@contoso.com', policy: 'CA001' }], ['what is the weather', {}],
];

const FILTERS: [string, object][] = [
  ['list users who havent registered for mfa', { finding: 'not-registered' }], ['which service accounts', { filter: 'service' }], ['admins excluded from the policy', { filter: 'admins', finding: 'excluded' }],
  ['only those that can still sign in', { filter: 'enabled' }], ['wich accounts dont have the mfa claim in there last login', { finding: 'no-mfa-signin' }], ['guests with app passwords', { filter: 'guests', finding: 'app-password' }], ['users w/o mfa', {}],
];

describe('slots', () => {
  for (const [text, expected] of SCHEDULES) it(`schedule: ${text}`, () => assert.deepEqual(scheduleSlots(text), expected));
  for (const [text, expected] of PERIODS) it(`period: ${text}`, () => assert.equal(period(text, now), expected));
  for (const [text, expected] of CHANGES) it(`change: ${text}`, () => assert.deepEqual(changeSlots(text, lexicon), expected));
  for (const [text, expected] of FILTERS) it(`filter: ${text}`, () => assert.deepEqual(filterSlots(text), expected));
  for (const [text, expected] of ACCOUNTS) {
    it(`accounts: ${text}`, () => assert.deepEqual(accountsIn(text, lexicon, { lastList: { filter: 'all', accountIds: ['a', 'b', 'c', 'd', 'e'] } }), expected));
  }
});
