import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ticketConfig } from '../../src/config/tickets.js';
import { ConfigError } from '../../src/config/values.js';

const PLAN = 'xqQg5FS2LkCp935s-FIFm2QAFkHM';
const jira = { TICKET_SYSTEM: 'jira', JIRA_BASE_URL: 'https://contoso.atlassian.net/', JIRA_EMAIL: 'bot@contoso.example', JIRA_API_TOKEN: 'tok', JIRA_PROJECT: 'SEC' };
const serviceNow = { TICKET_SYSTEM: 'serviceNow', SERVICENOW_BASE_URL: 'https://contoso.service-now.com', SERVICENOW_USER: 'bot', SERVICENOW_PASSWORD: 'p:w d' };
const connectWise = {
  TICKET_SYSTEM: 'connectWise', CONNECTWISE_BASE_URL: 'https://api-na.myconnectwise.net/', CONNECTWISE_COMPANY: 'contoso', CONNECTWISE_PUBLIC_KEY: 'pub', CONNECTWISE_PRIVATE_KEY: 'priv',
  CONNECTWISE_CLIENT_ID: '11111111-2222-3333-4444-555555555555', CONNECTWISE_BOARD: 'Service Desk', CONNECTWISE_CUSTOMER: 'Fabrikam',
};
const webhook = { TICKET_SYSTEM: 'webhook', WEBHOOK_URL: 'https://hooks.example/mfa?team=7', WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };

describe('the configuration of tickets', () => {
  for (const [env, expected] of [
    [{}, { system: 'builtIn', autoClose: true }],
    [{ TICKET_AUTO_CLOSE: 'off' }, { system: 'builtIn', autoClose: false }],
    [{ TICKET_SYSTEM: 'planner', PLANNER_PLAN_ID: PLAN }, { system: 'planner', planId: PLAN, bucketId: undefined, autoClose: true }],
    [jira, { system: 'jira', baseUrl: 'https://contoso.atlassian.net', email: 'bot@contoso.example', apiToken: 'tok', project: 'SEC', issueType: 'Task', autoClose: true }],
    [serviceNow, {
      system: 'serviceNow', baseUrl: 'https://contoso.service-now.com', credential: { kind: 'password', user: 'bot', password: 'p:w d' },
      assignmentGroup: undefined, closeCode: 'Solution provided', autoClose: true,
    }],
    [{ ...serviceNow, SERVICENOW_TOKEN: 'tok', SERVICENOW_ASSIGNMENT_GROUP: 'Night Shift' }, {
      system: 'serviceNow', baseUrl: 'https://contoso.service-now.com', credential: { kind: 'token', token: 'tok' }, assignmentGroup: 'Night Shift', closeCode: 'Solution provided', autoClose: true,
    }],
    [{ ...connectWise, CONNECTWISE_PRIORITIES: 'P2, P3 ,P4' }, {
      system: 'connectWise', baseUrl: 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0', company: 'contoso', publicKey: 'pub', privateKey: 'priv',
      clientId: connectWise.CONNECTWISE_CLIENT_ID, board: 'Service Desk', customer: 'Fabrikam', priorities: ['P2', 'P3', 'P4'], autoClose: true,
    }],
    [webhook, { system: 'webhook', url: webhook.WEBHOOK_URL, secret: webhook.WEBHOOK_SECRET, autoClose: true }],
    [{ ...webhook, WEBHOOK_URL: 'http://127.0.0.1:8080/hook', WEBHOOK_SECRET: 'sixteen-characters' }, { system: 'webhook', url: 'http://127.0.0.1:8080/hook', secret: 'sixteen-characters', autoClose: true }],
  ] as [Record<string, string>, object][]) {
    it(`reads ${JSON.stringify(env).slice(0, 60)}`, () => assert.deepEqual(ticketConfig(env), expected));
  }

  it('takes an address of ConnectWise with its path as it is', () => {
    const config = ticketConfig({ ...connectWise, CONNECTWISE_BASE_URL: 'https://psa.contoso.example/v4_6_release/apis/3.0/' });
    assert(config.system === 'connectWise' && config.baseUrl === 'https://psa.contoso.example/v4_6_release/apis/3.0');
  });

  for (const [variable, env] of [
    ['TICKET_SYSTEM', { TICKET_SYSTEM: 'Zendesk' }], ['TICKET_AUTO_CLOSE', { TICKET_AUTO_CLOSE: 'yes' }],
    ['PLANNER_PLAN_ID', { TICKET_SYSTEM: 'planner' }], ['PLANNER_PLAN_ID', { TICKET_SYSTEM: 'planner', PLANNER_PLAN_ID: '../users/bob' }],
    ['JIRA_BASE_URL', { ...jira, JIRA_BASE_URL: 'http://contoso.atlassian.net' }], ['JIRA_BASE_URL', { ...jira, JIRA_BASE_URL: 'contoso' }],
    ['JIRA_BASE_URL', { ...jira, JIRA_BASE_URL: 'https://user:secret@contoso.atlassian.net' }], ['JIRA_BASE_URL', { ...jira, JIRA_BASE_URL: 'http://127.0.0.1.example.com' }],
    ['JIRA_EMAIL', { ...jira, JIRA_EMAIL: 'bot' }], ['JIRA_API_TOKEN', { ...jira, JIRA_API_TOKEN: 'a token' }], ['JIRA_API_TOKEN', { TICKET_SYSTEM: 'jira', JIRA_BASE_URL: 'https://x.example', JIRA_EMAIL: 'a@b.example' }],
    ['JIRA_PROJECT', { ...jira, JIRA_PROJECT: 'SEC" OR 1' }], ['JIRA_ISSUE_TYPE', { ...jira, JIRA_ISSUE_TYPE: 'a\u0000b' }],
    ['SERVICENOW_USER', { ...serviceNow, SERVICENOW_USER: '' }], ['SERVICENOW_USER', { ...serviceNow, SERVICENOW_USER: 'a:b' }], ['SERVICENOW_PASSWORD', { ...serviceNow, SERVICENOW_PASSWORD: undefined }],
    ['SERVICENOW_ASSIGNMENT_GROUP', { ...serviceNow, SERVICENOW_ASSIGNMENT_GROUP: 'a^ORactive=true' }], ['SERVICENOW_ASSIGNMENT_GROUP', { ...serviceNow, SERVICENOW_ASSIGNMENT_GROUP: 'javascript:gs.getUser()' }],
    ['CONNECTWISE_COMPANY', { ...connectWise, CONNECTWISE_COMPANY: undefined }], ['CONNECTWISE_BOARD', { ...connectWise, CONNECTWISE_BOARD: 'a" or id>"0' }], ['CONNECTWISE_PRIORITIES', { ...connectWise, CONNECTWISE_PRIORITIES: 'one, two' }],
    ['WEBHOOK_URL', { ...webhook, WEBHOOK_URL: 'http://hooks.example' }], ['WEBHOOK_URL', { ...webhook, WEBHOOK_URL: 'https://u@hooks.example' }],
    ['WEBHOOK_SECRET', { ...webhook, WEBHOOK_SECRET: 'short' }], ['WEBHOOK_SECRET', { ...webhook, WEBHOOK_SECRET: 'whsec_not base64 at all!' }],
  ] as [string, Record<string, string | undefined>][]) {
    it(`names ${variable} and the mend: ${JSON.stringify(env[variable] ?? null)}`, () => {
      assert.throws(() => ticketConfig(env), (cause) => cause instanceof ConfigError && cause.variable === variable && /: (must|is|holds) .{15,}/.test(cause.message) && !/secret@|short|not base64 at/.test(cause.message));
    });
  }

  it('has every variable in .env.example', () => {
    const code = readFileSync('src/config/tickets.ts', 'utf8');
    const example = readFileSync('.env.example', 'utf8');
    const variables = [...new Set([...code.matchAll(/'([A-Z]+_[A-Z_]+)'/g)].map(([, name]) => name!))];
    assert(variables.length > 20);
    assert.deepEqual(variables.filter((name) => !new RegExp(`^#${name}=`, 'm').test(example)), []);
  });
});
