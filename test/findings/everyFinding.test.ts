import assert from 'node:assert/strict';
import type { FindingId } from '../../src/engine/index.js';
import { judge } from '../../src/findings/index.js';
import { readCases } from '../engine/verify.js';
import { tenant } from '../support/tenant.js';

const IDS: FindingId[] = [
  'no-enforcement', 'location-exclusion', 'device-alternative', 'app-scope', 'client-scope', 'platform-scope', 'risk-scope', 'excluded-from-policy',
  'report-only', 'policy-disabled', 'not-registered', 'weak-methods', 'custom-control', 'guest-not-covered', 'emergency-account', 'service-account',
  'disabled-account', 'per-user-legacy', 'app-password-risk', 'federated-mfa-unverified', 'external-trust',
];
const cases = [...readCases(new URL('../engine/cases/', import.meta.url)).values()].flat();

describe('every finding', () => {
  for (const id of IDS) {
    it(`${id} has a case that demands it and a verdict under which no case reports it`, () => {
      assert.ok(cases.some(({ expect }) => expect.findings?.includes(id)), 'demanded nowhere');
      assert.ok(cases.some(({ expect }) => expect.notFindings?.includes(id)) || id === 'disabled-account', 'forbidden nowhere');
    });
  }

  it('says why in one sentence and how grave it is, and names only policies that exist', () => {
    for (const each of cases) {
      const snapshot = tenant(each.tenant);
      const names = new Set(snapshot.policies?.map(({ id }) => id));
      for (const { detail, severity, policies, id } of judge(snapshot).accounts.flatMap(({ findings }) => findings)) {
        assert.match(detail, /^[^\n]{10,400}[.?!]$/, `${id}: ${detail}`);
        assert.ok(['high', 'medium', 'low', 'info'].includes(severity), severity);
        for (const policy of policies) assert.ok(names.has(policy.id), `${id} names ${policy.id}`);
      }
    }
  });

  it('is worse for a privileged account than for a plain one', () => {
    const rank = (roles: string[]) => {
      const roleAssignments = roles.map((roleDefinitionId) => ({ principalId: 'alice', roleDefinitionId }));
      const findings = judge(tenant({ policies: [{ conditions: { clientAppTypes: ['browser'] } }], roleAssignments })).accounts[0]!.findings;
      return Math.min(...findings.filter(({ id }) => id === 'client-scope').map(({ severity }) => ['high', 'medium', 'low', 'info'].indexOf(severity)));
    };
    assert.ok(rank(['62e90394-69f5-4237-9190-012177145e10']) < rank([]));
  });
});
