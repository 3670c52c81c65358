import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { localStage, type ActingStage } from './actingStage.js';
import { ACCOUNTS, PEOPLE, play, type Act, type Place } from './enforceModel.js';

const at: fc.Arbitrary<Place> = fc.record({ person: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.constant(1) }, fc.nat(PEOPLE.length - 1)), chat: fc.constantFrom(0, 0, 1) });
const verb = fc.constantFrom('enforce-confirm', 'enforce-confirm', 'enforce-approve', 'enforce-approve', 'enforce-withdraw', 'enforce-look', 'enforce-undo');
const forgedData = fc.oneof(
  fc.record({ plan: fc.oneof(fc.uuid(), fc.string(), fc.integer(), fc.constant(null)) }), fc.record({ plan: fc.constant("' OR 1=1 --"), accounts: fc.constant(['all']), confirmed: fc.constant(true) }), fc.dictionary(fc.string({ maxLength: 9 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }) as fc.Arbitrary<Record<string, unknown>>,
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('propose' as const), account: fc.nat(ACCOUNTS.length - 1), at }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('press' as const), verb, plan: fc.nat(3), at }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('say' as const), text: fc.constantFrom('yes', 'yes', 'cancel', 'approve plan $number', 'undo', 'confirm plan 1', "who isn't MFA'd?"), at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('forge' as const), verb: fc.constantFrom('enforce-confirm', 'enforce-approve', 'enforce', 'enforce-wider', 'enforce-change', 'choose', 'nonsense'), data: forgedData, at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('later' as const), minutes: fc.constantFrom(5, 16, 1_441), at }) },
);

describe('any sequence of messages and presses', function () {
  this.timeout(240_000);
  let stage: ActingStage;
  before(async () => (stage = await localStage()));

  const here: Place = { person: 0, chat: 0 };
  const other: Place = { person: 1, chat: 1 };
  it('writes where it is validly confirmed: the property below is no empty one', async () => {
    const written = await play(stage, [
      { kind: 'propose', account: 0, at: here }, { kind: 'say', text: 'yes', at: other }, { kind: 'say', text: 'yes', at: here }, { kind: 'press', verb: 'enforce-confirm', plan: 0, at: here },
      { kind: 'propose', account: 1, at: here }, { kind: 'later', minutes: 16, at: here }, { kind: 'press', verb: 'enforce-confirm', plan: 1, at: here }, { kind: 'say', text: 'yes', at: here },
      { kind: 'propose', account: 2, at: here }, { kind: 'press', verb: 'enforce-confirm', plan: 3, at: here }, { kind: 'press', verb: 'enforce-approve', plan: 3, at: here }, { kind: 'press', verb: 'enforce-approve', plan: 3, at: other },
    ]);
    assert.deepEqual(written, [0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it('writes what this very act validly confirmed, each once, and nothing else', async () => {
    const numRuns = Number(process.env['ENFORCE_RUNS'] ?? 20);
    await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 12 }), async (acts) => void (await play(stage, acts))), { numRuns, seed: 20261126, endOnFailure: true });
  });
});
