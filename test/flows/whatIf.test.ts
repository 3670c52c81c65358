import assert from 'node:assert/strict';
import type { TenantEdit } from '../../src/engine/index.js';
import { readChange } from '../../src/flows/changeWords.js';
import { supposeChange } from '../../src/flows/whatIf.js';
import { WhatIfNames } from '../../src/flows/whatIfNames.js';
import type { SupposedChange } from '../../src/flows/types.js';
import { aScan, montreal, requireMfa } from './tenant.js';

const reportOnly = { ...requireMfa, id: 'policy-2', displayName: 'CA002 - Ticket connector', state: 'enabledForReportingButNotEnforced' as const, users: { ...requireMfa.users, excludeGroups: [] } };
const scan = aScan({ policies: [requireMfa, reportOnly] });

describe('what if', () => {
  it('tells who changes, from what to what, and by which sign-in', () => {
    const outcome = supposeChange(scan, 'exclude the Montreal office');
    assert(outcome.kind === 'result');
    assert.deepEqual(outcome.result.accounts.map(({ id, before, after }) => [id, before, after]), [
      ['ada', 'compliant', 'nonCompliant'], ['bob', 'compliant', 'nonCompliant'], ['greta_fabrikam.com#EXT#', 'compliant', 'nonCompliant'],
    ]);
    assert.match(outcome.result.accounts[0]!.witness!.text, /Montréal - siège social/);
    assert.deepEqual([outcome.result.before.nonCompliant, outcome.result.after.nonCompliant], [1, 4]);
  });

  it('takes the slots of the language as well as text', () => {
    assert.deepEqual(supposeChange(scan, { change: 'enable-policy', policy: 'CA002' }), supposeChange(scan, 'switch on CA002'));
  });

  it('changes nothing', () => {
    const before = structuredClone(scan.snapshot.policies);
    supposeChange(scan, 'disable CA001');
    assert.deepEqual(scan.snapshot.policies, before);
  });

  for (const [text, slot, question] of [
    ['exclude Montreal', 'location', /fits 2 locations/], ['exclude the location Atlantis', 'location', /no location called `Atlantis`/],
    ['enable CA999', 'policy', /no policy called `CA999`/], ['enable CA00', 'policy', /fits 2 policies/],
    ['exclude nobody in particular', 'thing', /no location, group or account/], ['make coffee', 'change', /Which change/],
    ['exclude the group Nobody', 'group', /groups that a policy or a role names/], ['exclude the user Zoe', 'user', /no account called `Zoe`/],
  ] as const) {
    it(`asks back: ${text}`, () => {
      const outcome = supposeChange(scan, text);
      assert(outcome.kind === 'unclear');
      assert.equal(outcome.slot, slot);
      assert.match(outcome.question, question);
    });
  }

  it('asks for what is missing, with the choices there are', () => {
    const outcome = supposeChange(scan, { change: 'disable-policy' });
    assert.deepEqual(outcome, { kind: 'unclear', slot: 'policy', question: 'Which policy do you mean?', choices: ['CA001 - Require MFA', 'CA002 - Ticket connector'] });
  });

  it('finds every exclusion of a name', () => {
    const elsewhere = { ...requireMfa, id: 'policy-3', displayName: 'CA003', locations: { include: ['All'], exclude: [montreal.id, 'AllTrusted'] } };
    const names = new WhatIfNames(aScan({ policies: [requireMfa, elsewhere] }));
    const edits: TenantEdit[] = names.exclusions('ticket sync', undefined);
    assert.deepEqual(edits.map((edit) => 'policyId' in edit && edit.policyId), ['policy-1', 'policy-3']);
    assert.deepEqual(names.exclusions('locations', 'CA003').map((edit) => 'entry' in edit && edit.entry), ['location-1', 'AllTrusted']);
    assert.deepEqual(names.exclusions('trusted locations', 'CA003'), [{ kind: 'dropExclusion', policyId: 'policy-3', dimension: 'locations', entry: 'AllTrusted' }]);
  });
});

describe('reading a change', () => {
  const readings: [string, Partial<SupposedChange>][] = [
    ['what if we exclude the location "Head office"?', { change: 'exclude-location', location: 'Head office' }],
    ['exclude the group Ticket sync from CA001', { change: 'exclude-group', group: 'Ticket sync', policy: 'CA001' }],
    ['exempt user bob from the policy `CA001`', { change: 'exclude-user', user: 'bob', policy: 'CA001' }],
    ['excluding Montreal', { change: 'exclude', thing: 'Montreal' }],
    ['turn off the policy CA001', { change: 'disable-policy', policy: 'CA001' }],
    ['enable security defaults', { change: 'enable-security-defaults' }],
    ['switch off security defaults', { change: 'disable-security-defaults' }],
    ['drop the location exclusion of CA003', { change: 'drop-exclusion', thing: 'locations', policy: 'CA003' }],
    ['drop the device alternative in CA008', { change: 'require-mfa', policy: 'CA008' }],
    ['make MFA the one thing that suffices in CA008', { change: 'require-mfa', policy: 'CA008' }],
    ['drop the exclusion of break glass from CA001', { change: 'drop-exclusion', thing: 'break glass', policy: 'CA001' }],
    ['remove bob from the group Ticket sync', { change: 'remove-from-group', user: 'bob', group: 'Ticket sync' }],
    ['add bob to Ticket sync', { change: 'add-to-group', user: 'bob', group: 'Ticket sync' }],
    ['require MFA on top of CA008', { change: 'require-mfa', policy: 'CA008' }],
    ['who are you', {}], ['', {}],
  ];
  for (const [text, expected] of readings) it(`reads: ${text}`, () => assert.deepEqual(readChange(text), expected));

  it('reads a very long text without effort', () => {
    assert.deepEqual(readChange(`exclude ${'from '.repeat(20_000)}`).change, 'exclude');
  });
});
