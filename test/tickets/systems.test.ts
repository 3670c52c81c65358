import assert from 'node:assert/strict';
import { createTicketSystem, TicketError, type TicketSystemConfig } from '../../src/tickets/index.js';
import { draft } from './drafts.js';
import { noGraph } from './noGraph.js';
import { connectWiseSite } from './standIns/connectWise.js';
import { jiraSite, textsOf } from './standIns/jira.js';
import { serviceNowSite } from './standIns/serviceNow.js';
import { PERSON, type Site } from './standIns/site.js';

const sites: Site[] = [];
afterEach(async () => {
  for (const site of sites.splice(0)) {
    try {
      site.server.verify();
    } finally {
      await site.server.close();
    }
  }
});

async function opened<Config extends TicketSystemConfig>(begun: Promise<Site>, change: Partial<Config> = {}) {
  const site = await begun;
  sites.push(site);
  return { site, system: createTicketSystem({ ...site.config, ...change } as TicketSystemConfig, { graph: noGraph }) };
}
const is = (kind: TicketError['kind'], message: RegExp) => (cause: unknown): boolean => cause instanceof TicketError && cause.kind === kind && message.test(cause.message);

type Of<Id extends TicketSystemConfig['system']> = Extract<TicketSystemConfig, { system: Id }>;

describe('tickets in the built-in system', () => {
  it('are all ours', async () => {
    const system = createTicketSystem({ system: 'builtIn' }, { graph: noGraph });
    assert.deepEqual(await system.open(draft), { externalId: draft.key, url: undefined });
    assert.deepEqual([await system.assign(draft.key, PERSON), await system.check(), system.states], ['assigned', '', undefined]);
    await Promise.all([system.comment('1', 'x'), system.close('1', 'x'), system.reopen('1', 'x')]);
  });
});

describe('tickets in Jira alone', () => {
  it('leaves out the fields that the screen lacks, one after the other, and nothing else', async () => {
    const { site, system } = await opened(jiraSite({ offScreen: ['priority', 'duedate'] }));
    await system.open(draft);
    assert.deepEqual([site.kept[0]!.priority, site.kept[0]!.due, site.kept[0]!.key], [undefined, undefined, draft.key]);
    const other = await opened<Of<'jira'>>(jiraSite(), { issueType: 'Epic' });
    await assert.rejects(other.system.open(draft), is('refused', /issuetype: Specify a valid issue type/));
    assert.equal(other.site.server.asked(other.site.create).length, 1);
  });

  it('links what is an address, and leaves an address inside a text alone', async () => {
    const { site, system } = await opened(jiraSite());
    await system.open({ ...draft, paragraphs: [{ heading: 'Read', lines: ['https://example.com/a', 'named https://evil.example', 'javascript:alert("https://x")'] }] });
    assert.deepEqual(textsOf(site.kept[0]!.body).filter((text) => text.startsWith('<')), ['<https://example.com/a>']);
  });

  it('takes no issue for gone that Jira could not tell just now', async () => {
    const { site, system } = await opened(jiraSite());
    site.server.once('POST /rest/api/3/issue/bulkfetch', { body: { issues: [], issueErrors: [{ id: '1', errorMessage: 'try later' }] } });
    await assert.rejects(system.states!(['1']), is('later', /could not tell/));
  });

  it('assigns to the only match where addresses are hidden, not to one of two, nor to a look-alike', async () => {
    const { site, system } = await opened(jiraSite());
    const { externalId } = await system.open(draft);
    const answers = (people: object[]): unknown => site.server.override('GET /rest/api/3/user/assignable/search', { body: people });
    answers([{ accountId: 'acc-dana', accountType: 'atlassian', displayName: 'Dana' }, { accountId: 'robot', accountType: 'app' }]);
    assert.equal(await system.assign(externalId, PERSON), 'assigned');
    answers([{ accountId: 'acc-1', displayName: 'Dana' }, { accountId: 'acc-2', displayName: 'Dana' }]);
    assert.equal(await system.assign(externalId, PERSON), 'unknownPerson');
    answers([{ accountId: 'acc-1', displayName: PERSON.userPrincipalName }]);
    assert.equal(await system.assign(externalId, PERSON), 'unknownPerson');
  });

  it('takes the best step that the workflow offers from here, never one that leads elsewhere', async () => {
    const { site, system } = await opened(jiraSite());
    const { externalId } = await system.open(draft);
    const [inProgress, rejected] = [{ id: '1', to: { name: 'In Progress', statusCategory: { key: 'indeterminate' } } }, { id: '2', to: { name: "Won't Do", statusCategory: { key: 'done' } } }];
    site.server.once(`GET /rest/api/3/issue/${externalId}/transitions`, { body: { transitions: [inProgress, rejected] } });
    await system.close(externalId, 'x');
    assert.equal(site.kept[0]!.status, "Won't Do");
    site.server.once(`GET /rest/api/3/issue/${externalId}/transitions`, { body: { transitions: [rejected, inProgress] } });
    await system.reopen(externalId, 'x');
    assert.equal(site.kept[0]!.status, 'In Progress');
  });

  it('says which step the workflow lacks', async () => {
    const { site, system } = await opened(jiraSite());
    const { externalId } = await system.open(draft);
    site.server.once(`GET /rest/api/3/issue/${externalId}/transitions`, { body: { transitions: [] } });
    await assert.rejects(system.close(externalId, 'x'), is('setup', /no step from `To Do` that leaves the issue closed/));
    assert.deepEqual(site.kept[0]!.notes, []);
  });

  it('names the rights that are missing, and a project that is not there', async () => {
    const { site, system } = await opened(jiraSite());
    site.server.once('GET /rest/api/3/mypermissions', { body: { permissions: { BROWSE_PROJECTS: { havePermission: true }, CREATE_ISSUES: { havePermission: false } } } });
    assert.match(await system.check(), /^the account of JIRA_EMAIL lacks CREATE_ISSUES, EDIT_ISSUES, .* in the project `SEC`/);
    const other = await opened<Of<'jira'>>(jiraSite(), { project: 'NOPE' });
    await assert.rejects(other.system.check(), is('setup', /check JIRA_BASE_URL and JIRA_PROJECT/));
  });
});

describe('tickets in ServiceNow alone', () => {
  it('takes an OAuth token', async () => {
    const { site, system } = await opened<Of<'serviceNow'>>(serviceNowSite(), { credential: { kind: 'token', token: 'tok' } });
    site.server.override(site.lookup, ({ headers }) => {
      assert.equal(headers.authorization, 'Bearer tok');
      return { status: 401, body: site.refusal('User Not Authenticated') };
    });
    await assert.rejects(system.open(draft), is('setup', /SERVICENOW_TOKEN \(tokens expire\)/));
  });

  it('takes no other incident for ours where the instance ignores the condition', async () => {
    const { site, system } = await opened(serviceNowSite());
    site.server.override(site.lookup, { body: { result: [{ sys_id: 'e'.repeat(32), correlation_id: '' }, { sys_id: 'e'.repeat(32), correlation_id: null }] } });
    assert.notEqual((await system.open(draft)).externalId, 'e'.repeat(32));
    assert.equal(site.kept.length, 1);
  });

  it('says that the group is not there, before anything is opened', async () => {
    const { site, system } = await opened<Of<'serviceNow'>>(serviceNowSite(), { assignmentGroup: 'Night Shift' });
    await assert.rejects(system.open(draft), is('setup', /no group `Night Shift`: set SERVICENOW_ASSIGNMENT_GROUP/));
    await assert.rejects(system.check(), is('setup', /no group/));
    assert.deepEqual(site.kept, []);
  });

  it("passes on what the instance's data policy wants", async () => {
    const { system } = await opened<Of<'serviceNow'>>(serviceNowSite(), { closeCode: 'Nonsense' });
    const { externalId } = await system.open(draft);
    await assert.rejects(system.close(externalId, 'x'), is('setup', /Data Policy Exception/));
  });
});

describe('tickets in ConnectWise PSA alone', () => {
  it('lets the board decide the priority where no names are set', async () => {
    const { site, system } = await opened<Of<'connectWise'>>(connectWiseSite(), { priorities: undefined });
    site.server.override(site.create, ({ body }) => {
      assert(!('priority' in (body as object)));
      return { status: 201, body: { id: 7 } };
    });
    assert.equal((await system.open(draft)).externalId, '7');
  });

  it("links to the people's host, not to the API's", async () => {
    const site = await connectWiseSite();
    sites.push(site);
    const through: typeof fetch = (url, init) => fetch(String(url).replace('https://api-na.myconnectwise.net', site.server.baseUrl), init);
    const system = createTicketSystem({ ...(site.config as Of<'connectWise'>), baseUrl: 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0' }, { graph: noGraph, fetch: through });
    const { url } = await system.open(draft);
    assert.equal(url, 'https://na.myconnectwise.net/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=100&companyName=contoso');
  });

  it('names the board and the customer that are not there', async () => {
    const board = await opened<Of<'connectWise'>>(connectWiseSite(), { board: 'Nowhere' });
    assert.match(await board.system.check(), /no service board `Nowhere`: set CONNECTWISE_BOARD/);
    const customer = await opened<Of<'connectWise'>>(connectWiseSite(), { customer: 'Nobody' });
    assert.match(await customer.system.check(), /no company `Nobody`: set CONNECTWISE_CUSTOMER/);
  });

  it('says that the board has no status to close with', async () => {
    const { site, system } = await opened(connectWiseSite());
    const { externalId } = await system.open(draft);
    site.server.override('GET /v4_6_release/apis/3.0/service/boards/7/statuses', { body: [{ id: 1, name: 'New', closedStatus: false }] });
    await assert.rejects(system.close(externalId, 'x'), is('setup', /board `Service` has no closed status/));
  });
});
