import assert from 'node:assert/strict';
import { otherPersonas, type Persona } from '../../src/demo/index.js';
import { policyId } from '../../src/demo/seed/policyShape.js';
import { DailyStage, personal } from './dailyStage.js';

const { approver, auditor, employee } = otherPersonas;

/** Everything a tenant is changed by, done by the same person over Graph; gives an account that was excluded. */
async function editBehindTheBack({ neighbour, product }: DailyStage): Promise<Persona> {
  const plain = product.app.scanner.latest()!.report.accounts.find(({ verdict, roles, userType, findings }) => verdict === 'compliant' && roles.length === 0 && userType === 'member' && findings.every(({ severity }) => severity === 'info'))!;
  await neighbour.edit('CA018', approver, { state: 'disabled' });
  await neighbour.join('breakGlass', auditor, approver);
  await neighbour.join('mfaExceptions', await neighbour.create('Zoe Nouvelle', approver), approver);
  await neighbour.give('Billing Administrator', employee, approver);
  const { conditions } = await neighbour.call(approver, 'GET', `/identity/conditionalAccess/policies/${policyId('CA001')}`) as { conditions: { users: { excludeUsers: string[] } } };
  await neighbour.edit('CA001', approver, { conditions: { ...conditions, users: { ...conditions.users, excludeUsers: [...conditions.users.excludeUsers, plain.id] } } });
  await product.app.scanner.scan();
  await product.app.scanner.idle();
  return { aadObjectId: plain.id, displayName: plain.displayName, userPrincipalName: plain.userPrincipalName };
}

describe('what changed, asked in Teams', function () {
  this.timeout(120_000);
  const asked = ['yesterday', 'monday', 'the last scan'];

  describe('where the directory\'s audit log can be read', () => {
    const stage = new DailyStage();
    let excluded: Persona;
    before(async () => {
      await stage.open();
      excluded = await editBehindTheBack(stage);
    });
    after(() => stage.close());

    for (const since of asked) {
      it(`since ${since}: each with who did it, and when`, async () => {
        const answer = await stage.say(`what changed since ${since}?`, personal('changes'));
        assert.equal(/, the first scan there is, to/.test(answer), since !== 'the last scan');
        const who = String.raw`\(by “Étienne Gauthier” on \d+ [A-Z][a-z]+, \d\d:\d\d\)`;
        for (const what of [
          'Maria Fontaine[^]*Because: “Maria Fontaine” joined the group “CA-Exclusions - Break glass”', 'Zoe Nouvelle[^]*Because: the account was created',
          'policy “CA018 - Shared mailboxes: MFA” was switched off', `policy “CA001 - Require MFA for all users” now excludes “${excluded.displayName}”`,
          '“Bob Lavoie” was given the role “Billing Administrator”', '“Zoe Nouvelle” joined the group “CA-Exclusions - MFA”',
        ]) assert.match(answer, new RegExp(`${what} ${who}`));
      });
    }
  });

  it('names nobody where the log can\'t be read, and says so', async () => {
    const stage = new DailyStage();
    try {
      await stage.open({}, { deniedPermissions: ['AuditLog.Read.All'] });
      await stage.neighbour.join('breakGlass', auditor, approver);
      await stage.product.app.scanner.scan();
      const answer = await stage.say('what changed since the last scan?', personal('changes'));
      assert.match(answer, /by whom is unknown, for the directory's audit log can't be read[^]*Because: “Maria Fontaine” joined the group “CA-Exclusions - Break glass”$/m);
      assert.doesNotMatch(answer, /Étienne/);
    } finally {
      await stage.close();
    }
  });
});
