import assert from 'node:assert/strict';
import { assert as assertProperty, constantFrom, integer, nat, property, record, subarray, tuple } from 'fast-check';
import { DateTime } from 'luxon';
import { dueBetween, lateness, localDay, nextDue, ruleProblem, triage, WEEKDAYS, type ScheduleRule } from '../../../src/flows/schedule/index.js';

const at = Date.parse;
const iso = (moment: number): string => new Date(moment).toISOString();
const daily = (time: string, zone: string): ScheduleRule => ({ time, days: WEEKDAYS, zone });

/** Both hemispheres, a change at midnight, a change of half an hour, none at all. */
const ZONES = ['Europe/Paris', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kolkata'];
const YEAR = { from: at('2026-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') };
/** Every minute at which a clock changes somewhere, and the ends of a day. */
const TIMES = ['00:00', '00:30', '01:30', '01:45', '02:00', '02:30', '03:00', '08:30', '23:59'];

describe('due moments', () => {
  it('are the local time, whatever the season', () => {
    const rule: ScheduleRule = { time: '08:30', days: ['mon', 'tue', 'wed', 'thu', 'fri'], zone: 'Europe/Paris' };
    assert.equal(iso(nextDue(rule, at('2026-03-27T07:30:00Z'))), '2026-03-30T06:30:00.000Z');
    assert.equal(iso(nextDue(rule, at('2026-03-27T07:29:59Z'))), '2026-03-27T07:30:00.000Z');
    assert.equal(iso(nextDue({ ...rule, days: ['sun'] }, at('2026-03-23T12:00:00Z'))), '2026-03-29T06:30:00.000Z');
  });

  it('come once on the day the clocks jump over them, as much later as they jump', () => {
    assert.deepEqual(dueBetween(daily('02:30', 'Europe/Paris'), at('2026-03-28T12:00:00Z'), at('2026-03-30T12:00:00Z')).map(iso),
      ['2026-03-29T01:30:00.000Z', '2026-03-30T00:30:00.000Z']);
    // Santiago has no midnight on that day.
    assert.deepEqual(dueBetween(daily('00:00', 'America/Santiago'), at('2026-09-05T12:00:00Z'), at('2026-09-07T12:00:00Z')).map(iso),
      ['2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z']);
  });

  it('come once on the day the clocks show them twice: at the first', () => {
    assert.deepEqual(dueBetween(daily('02:30', 'Europe/Paris'), at('2026-10-24T12:00:00Z'), at('2026-10-26T12:00:00Z')).map(iso),
      ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']);
  });

  it('leave out a day that a zone left out of its calendar', () => {
    const days = dueBetween(daily('08:30', 'Pacific/Apia'), at('2011-12-28T22:00:00Z'), at('2012-01-01T00:00:00Z')).map((due) => localDay({ zone: 'Pacific/Apia' }, due));
    assert.deepEqual(days, ['2011-12-29', '2011-12-31', '2012-01-01']);
  });

  for (const zone of ZONES) {
    it(`come exactly once on each due day of a year in ${zone}`, () => {
      for (const time of TIMES) {
        const days = dueBetween(daily(time, zone), YEAR.from, YEAR.to).map((due) => localDay({ zone }, due));
        assert.ok(days.length === 365, `${time}: ${days.length}`);
        assert.equal(new Set(days).size, 365, time);
      }
    });
  }

  it('lie after the moment asked, on a day of the rule, and none lies between (any rule, any moment)', () => {
    const rules = record({
      time: tuple(nat(23), nat(59)).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
      days: subarray([...WEEKDAYS], { minLength: 1 }), zone: constantFrom(...ZONES),
    });
    assertProperty(property(rules, integer({ min: YEAR.from, max: YEAR.to }), nat(14 * 24 * 60), (rule, after, minutes) => {
      const due = nextDue(rule, after);
      const local = DateTime.fromMillis(due, { zone: rule.zone });
      assert.ok(due > after && due - after <= 8 * 86_400_000);
      assert.ok(rule.days.includes(WEEKDAYS[local.weekday - 1]!));
      const until = after + minutes * 60_000;
      const all = dueBetween(rule, after, until);
      // In two steps as in one: what a process that stops in between relies on.
      const middle = after + Math.floor(minutes / 2) * 60_000;
      assert.deepEqual([...dueBetween(rule, after, middle), ...dueBetween(rule, middle, until)], all);
      assert.equal(new Set(all.map((each) => localDay(rule, each))).size, all.length);
    }), { numRuns: 150, seed: 8 });
  });
});

describe('a rule', () => {
  it('tells what is wrong with it', () => {
    assert.equal(ruleProblem(daily('08:30', 'Europe/Paris')), undefined);
    assert.equal(ruleProblem(daily('08:30', 'UTC+5:30')), undefined);
    assert.match(ruleProblem(daily('08:30', 'system'))!, /no time zone/);
    assert.match(ruleProblem(daily('8:30', 'Europe/Paris'))!, /`8:30` is no time of day/);
    assert.match(ruleProblem(daily('24:00', 'Europe/Paris'))!, /no time of day/);
    assert.match(ruleProblem({ ...daily('08:30', 'Europe/Paris'), days: [] })!, /no day/);
    assert.match(ruleProblem(daily('08:30', 'Mars/Olympus'))!, /`Mars\/Olympus` is no time zone/);
  });
});

describe('a card that comes late', () => {
  const due = at('2026-05-04T06:30:00Z');
  const hours = (count: number): number => due + count * 3_600_000;

  it('is on time for ten minutes, late for six hours, then missed', () => {
    assert.deepEqual([due, due + 600_000, due + 600_001, hours(6), hours(6) + 1].map((now) => lateness(due, now)), ['onTime', 'onTime', 'late', 'late', 'missed']);
  });

  it('stands for the ones before it; older ones are skipped', () => {
    const moments = [due - 2 * 86_400_000, due - 86_400_000, due];
    assert.deepEqual(triage(moments, hours(1)), { send: due, skip: moments.slice(0, 2) });
    assert.deepEqual(triage(moments, hours(7)), { send: undefined, skip: moments });
    assert.deepEqual(triage([], due), { send: undefined, skip: [] });
  });
});
