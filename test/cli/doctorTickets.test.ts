import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkTickets } from '../../src/cli/doctor/tickets.js';
import { loadConfig } from '../../src/config.js';
import { plannerPlan } from '../../src/demo/index.js';
import { GraphServer } from '../support/graphServer.js';

describe('doctor: the ticket system', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mfa-doctor-'));
  let server: GraphServer;
  const check = async (env: Record<string, string>): Promise<string> => {
    const [line, ...others] = await checkTickets(loadConfig({ DATA_DIR: dataDir, ...env }));
    assert.deepEqual([line!.about, others], ['ticket system', []]);
    return `${line!.status}: ${line!.text}`;
  };
  const jira = (): Record<string, string> => ({ TICKET_SYSTEM: 'jira', JIRA_BASE_URL: server.baseUrl, JIRA_EMAIL: 'a@b.example', JIRA_API_TOKEN: 'token-of-ours', JIRA_PROJECT: 'SEC' });
  before(async () => (server = await GraphServer.start()));
  afterEach(() => server.verify());
  after(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('has nothing to ask where tickets are built in', async () => assert.match(await check({}), /^skipped: TICKET_SYSTEM is not set/));

  it('asks Planner in the tenant itself', async () => {
    assert.equal(await check({ TICKET_SYSTEM: 'planner', PLANNER_PLAN_ID: plannerPlan.id }), 'fine: Microsoft Planner can be used');
    assert.match(await check({ TICKET_SYSTEM: 'planner', PLANNER_PLAN_ID: 'noSuchPlanAtAllInHere0000' }), /^wrong: there is no such plan: copy PLANNER_PLAN_ID/);
  });

  it('says what to mend, and nothing secret', async () => {
    server.once('GET /rest/api/3/mypermissions', { status: 401, body: { errorMessages: ['token-of-ours'] } });
    assert.equal(await check(jira()), 'wrong: Jira refuses the credentials: check JIRA_EMAIL and JIRA_API_TOKEN (tokens expire)');
    server.once('GET /rest/api/3/mypermissions', { body: { permissions: {} } });
    assert.match(await check(jira()), /^wrong: the account of JIRA_EMAIL lacks BROWSE_PROJECTS/);
  });
});
