import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plannerBucket, plannerPlan, startDemoTenant, type DemoTenant } from '../../src/demo/index.js';
import { createGraph, createPlannerCalls } from '../../src/graph/index.js';
import { createTicketSystem, TicketError, type TicketSystem } from '../../src/tickets/index.js';
import { GraphServer, refusal, type GraphReply } from '../support/graphServer.js';
import { ask } from '../demo/support.js';
import { draft, HOSTILE, hostileDraft } from './drafts.js';

const CONFIG = { system: 'planner', planId: plannerPlan.id, bucketId: plannerBucket.id } as const;
const NOW = Date.parse('2026-11-27T08:00:00Z');
const isError = (kind: TicketError['kind'], message: RegExp) => (cause: unknown): boolean => cause instanceof TicketError && cause.kind === kind && message.test(cause.message);

function systemAt(baseUrl: string, token: string, config: object = {}): TicketSystem {
  const graph = createPlannerCalls(createGraph({ baseUrl, getToken: async () => token, sleep: async () => undefined, random: () => 0 }));
  return createTicketSystem({ ...CONFIG, ...config }, { graph, now: () => NOW });
}

describe('tickets in Planner, in the demo tenant', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mfa-planner-'));
  let tenant: DemoTenant;
  let system: TicketSystem;
  let people: { id: string; displayName: string; userPrincipalName: string }[];
  before(async () => {
    tenant = await startDemoTenant({ dataDir });
    system = systemAt(tenant.baseUrl, tenant.token);
    people = (await ask(tenant, '/v1.0/users?$top=3&$select=id,displayName,userPrincipalName')).body.value;
  });
  after(async () => {
    await tenant.close();
    rmSync(dataDir, { recursive: true });
  });

  const tasks = async () => (await ask(tenant, `/v1.0/planner/plans/${plannerPlan.id}/tasks`)).body.value;
  const textOf = async (id: string): Promise<string> => (await ask(tenant, `/v1.0/planner/tasks/${id}/details`)).body.description;

  it('opens one task for the same draft twice, with all its text', async () => {
    const first = await system.open(draft);
    assert.deepEqual(await systemAt(tenant.baseUrl, tenant.token).open(draft), first);
    const [task, ...others] = await tasks();
    assert.deepEqual([others, task.id, task.title, task.bucketId, task.priority, task.dueDateTime], [[], first.externalId, `${draft.title} [${draft.key}]`, plannerBucket.id, 1, draft.dueAt]);
    assert.equal(first.url, `https://planner.cloud.microsoft/webui/plan/${plannerPlan.id}/view/board/task/${first.externalId}`);
    for (const { heading, lines } of draft.paragraphs) for (const text of [heading, ...lines]) assert((await textOf(first.externalId)).includes(text), text);
  });

  it('adds the text to a task that a crash left without it', async () => {
    const { body } = await ask(tenant, '/v1.0/planner/tasks', { method: 'POST', body: { planId: plannerPlan.id, title: 'Require MFA [crashed-1]' } });
    assert.equal((await system.open({ ...draft, key: 'crashed-1' })).externalId, body.id);
    assert.match(await textOf(body.id), /Drop the location exclusion/);
  });

  it('comments, closes and reopens, each once', async () => {
    const { externalId } = await system.open({ ...draft, key: 'moves' });
    await system.comment(externalId, 'called him');
    for (const because of ['now compliant', 'again']) await system.close(externalId, because);
    assert.deepEqual(await system.states!([externalId]), [{ status: 'closed', label: 'Completed', assignee: undefined }]);
    for (const because of ['fell back', 'again']) await system.reopen(externalId, because);
    assert.deepEqual(await system.states!([externalId]), [{ status: 'open', label: 'Not started', assignee: undefined }]);
    assert.match(await textOf(externalId), /Scan again\..*\n\n2026-11-27 08:00 UTC: called him\n\n.*UTC: now compliant\n\n.*UTC: fell back$/s);
  });

  it('assigns to one person, then to another instead, and to nobody unknown', async () => {
    const { externalId } = await system.open({ ...draft, key: 'assigned' });
    for (const person of people.slice(0, 2)) {
      assert.equal(await system.assign(externalId, person), 'assigned');
      assert.equal((await system.states!([externalId]))[0]!.assignee, person.displayName);
    }
    for (const userPrincipalName of ['nobody@contoso.example', '../groups', '']) assert.equal(await system.assign(externalId, { displayName: 'x', userPrincipalName }), 'unknownPerson');
    const task = (await tasks()).find(({ id }: { id: string }) => id === externalId);
    assert.deepEqual(Object.keys(task.assignments), [people[1]!.id]);
  });

  it('tells the states in the order asked, a gone one undefined', async () => {
    const { externalId } = await system.open(draft);
    const gone = (await system.open({ ...draft, key: 'deleted' })).externalId;
    const { body } = await ask(tenant, `/v1.0/planner/tasks/${gone}`);
    await ask(tenant, `/v1.0/planner/tasks/${gone}`, { method: 'DELETE', headers: { 'if-match': body['@odata.etag'] } });
    assert.deepEqual((await system.states!([gone, externalId])).map((state) => state?.status), [undefined, 'open']);
    await assert.rejects(system.comment(gone, 'x'), isError('gone', /open a new ticket/));
    await assert.rejects(system.close('../users', 'x'), TicketError);
  });

  it('carries hostile names as text', async () => {
    const { externalId } = await system.open(hostileDraft);
    await system.comment(externalId, HOSTILE);
    assert.equal((await systemAt(tenant.baseUrl, tenant.token).open(hostileDraft)).externalId, externalId);
    const { title } = (await tasks()).find(({ id }: { id: string }) => id === externalId);
    assert(title.length <= 255 && !/[\0\n\r\u202E]/.test(title));
    assert.doesNotMatch(await textOf(externalId), /[<\0\u202E\r]|\]\(/);
  });

  it('is checked: plan, bucket, permission', async () => {
    assert.equal(await system.check(), '');
    assert.match(await systemAt(tenant.baseUrl, tenant.token, { planId: 'no-such-plan' }).check(), /copy PLANNER_PLAN_ID/);
    assert.match(await systemAt(tenant.baseUrl, tenant.token, { bucketId: 'no-such-bucket' }).check(), /PLANNER_BUCKET_ID/);
    await assert.rejects(systemAt(tenant.baseUrl, 'wrong').check(), isError('setup', /credentials/));
    await assert.rejects(systemAt(tenant.baseUrl, tenant.token, { planId: 'no-such-plan' }).open(draft), isError('setup', /no such plan/));
  });
});

describe('tickets in Planner, when things go wrong', () => {
  const LIST = `GET /v1.0/planner/plans/${plannerPlan.id}/tasks`;
  const CREATE = 'POST /v1.0/planner/tasks';
  const task = (change: object = {}): object => ({ '@odata.etag': 'W/"1"', id: 'task-1', title: `${draft.title} [${draft.key}]`, percentComplete: 0, hasDescription: true, assignments: {}, ...change });
  let server: GraphServer;
  let system: TicketSystem;
  before(async () => (server = await GraphServer.start()));
  beforeEach(() => (system = systemAt(server.baseUrl, 'token')));
  afterEach(() => server.verify());
  after(() => server.close());

  it('finds its task on a later page', async () => {
    server.once(LIST, { body: { value: [task({ id: 'other', title: 'x' })], '@odata.nextLink': `${server.baseUrl}/v1.0/planner/plans/${plannerPlan.id}/tasks?$skiptoken=2` } });
    server.once(LIST, { body: { value: [task()] } });
    assert.equal((await system.open(draft)).externalId, 'task-1');
  });

  it('reads once more where somebody wrote in between, with the new version', async () => {
    server.once('GET /v1.0/planner/tasks/task-1', { body: task() }).once('GET /v1.0/planner/tasks/task-1', { body: task({ '@odata.etag': 'W/"2"' }) });
    server.once('PATCH /v1.0/planner/tasks/task-1', { status: 412, body: refusal('PreconditionFailed') });
    server.once('PATCH /v1.0/planner/tasks/task-1', { status: 204, body: '' });
    server.on('GET /v1.0/planner/tasks/task-1/details', { body: { '@odata.etag': 'W/"9"', description: '' } }).on('PATCH /v1.0/planner/tasks/task-1/details', { status: 204, body: '' });
    await system.close('task-1', 'x');
    assert.deepEqual(server.requests.filter(({ method }) => method === 'PATCH').map(({ headers }) => headers['if-match']), ['W/"1"', 'W/"2"', 'W/"9"']);
  });

  it('gives way to one who keeps writing', async () => {
    server.on('GET /v1.0/planner/tasks/task-1', { body: task() }).on('PATCH /v1.0/planner/tasks/task-1', { status: 412, body: refusal('PreconditionFailed') });
    await assert.rejects(system.close('task-1', 'x'), isError('later', /changed by somebody else/));
    assert.equal(server.asked('PATCH /v1.0/planner/tasks/task-1').length, 2);
  });

  for (const [what, reply, kind, message] of [
    ['a full plan', { status: 403, body: refusal('Forbidden', 'MaximumActiveTasksInProject') }, 'setup', /Tasks\.ReadWrite\.All/],
    ['a wrong bucket', { status: 400, body: refusal('BadRequest') }, 'refused', /PLANNER_BUCKET_ID/],
    ['a failure', { status: 500, body: refusal('InternalServerError') }, 'later', /try again/],
    ['a lost answer', { fault: 'reset' }, 'later', /try again/],
    ['half an answer', { status: 201, body: task(), fault: 'truncate' }, 'later', /try again/],
    ['an answer of another shape', { status: 201, body: { id: 7 } }, 'later', /no answer of Planner/],
  ] as [string, GraphReply, TicketError['kind'], RegExp][]) {
    it(`creates once only, whatever comes of it: ${what}`, async () => {
      server.on(LIST, { body: { value: [] } }).on(CREATE, reply);
      await assert.rejects(system.open(draft), isError(kind, message));
      assert.equal(server.asked(CREATE).length, 1);
    });
  }

  it('sends a throttled create again', async () => {
    server.on(LIST, { body: { value: [] } }).once(CREATE, { status: 429, headers: { 'Retry-After': '0' }, body: refusal('TooManyRequests') }).once(CREATE, { status: 201, body: task() });
    assert.equal((await system.open(draft)).externalId, 'task-1');
  });

  it('tells a task whose text was refused as not finished, never as not created', async () => {
    server.on(LIST, { body: { value: [] } }).on(CREATE, { status: 201, body: task({ hasDescription: false }) });
    server.on('GET /v1.0/planner/tasks/task-1/details', { status: 403, body: refusal('Forbidden') });
    await assert.rejects(system.open(draft), isError('later', /without its text/));
  });

  it('takes no task for gone because the plan could not be read', async () => {
    server.once(LIST, { status: 404, body: refusal('NotFound') });
    await assert.rejects(system.states!(['task-1']), isError('setup', /PLANNER_PLAN_ID/));
    server.once(LIST, { status: 403, body: refusal('Forbidden') });
    await assert.rejects(system.states!(['task-1']), isError('setup', /consent/));
    server.once(LIST, { body: { value: [] } }).once('GET /v1.0/planner/tasks/task-1', { body: task({ percentComplete: 50 }) });
    assert.deepEqual(await system.states!(['task-1']), [{ status: 'open', label: 'In progress', assignee: undefined }]);
  });
});
