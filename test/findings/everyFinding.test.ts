import assert from 'node:assert/strict';
import { findingRules, judge } from '../../src/findings/index.js';
import { allCases } from '../engine/verify.js';
import { tenant } from '../support/tenant.js';

const CASES = allCases();
const cases = [...CASES.values()].flat();
const besides = (id: string): string => `${id.replaceAll(/-(.)/g, (_match, letter: string) => letter.toUpperCase())}.cases`;

describe('every finding', () => {
  for (const { id } of findingRules) {
    it(`${id} has beside it cases that demand it and cases that forbid it`, () => {
      const own = CASES.get(besides(id)) ?? [];
      assert.ok(own.some(({ expect }) => expect.findings?.includes(id)), 'demanded nowhere');
      assert.ok(own.some(({ expect }) => expect.notFindings?.includes(id)), 'forbidden nowhere');
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
