import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { judge } from '../../src/findings/index.js';
import type { Snapshot } from '../../src/engine/index.js';
import { ScanError } from '../../src/graph/index.js';
import { GraphServer } from '../support/graphServer.js';
import { serveTenant, type GraphTenant } from '../support/graphTenant.js';
import { contoso } from './contoso.js';
import { scan } from './harness.js';

type Path = (string | number)[];

/** Values of types Graph never sends in that place, and words it doesn't know. */
const WRONG_TYPES: unknown[] = [7, { odd: 1 }, [7], -0.5];
const ENUMS = new Set([
  'userType', 'accountEnabled', 'perUserMfaState', 'authenticationType', 'federatedIdpMfaBehavior', 'isEnabled', 'isTrusted',
  'isMfaAccepted', 'isCompliantDeviceAccepted', 'capabilityStatus', 'directoryScopeId',
]);
/** The test's own service looks these up and doesn't send them; policies have a decoder, and tests, of their own. */
const LEFT_OUT = new Set(['groups', 'homeTenants', 'federation', 'policies']);

describe('surprises in an answer', () => {
  let server: GraphServer;
  let truth: Map<string, string>;
  before(async () => {
    server = await GraphServer.start();
    serveTenant(server, contoso(), { pageSize: 50 });
    truth = verdicts(await scan(server));
  });
  afterEach(() => server.forget());
  after(() => server.close());

  it('never make an account compliant, nor end the scan without a word', async () => {
    const surprises = everyPlace(contoso()).flatMap((path) => [...WRONG_TYPES, ...(ENUMS.has(String(path.at(-1))) ? ['surprise', ''] : [])].map((value) => ({ path, value })));
    await fc.assert(fc.asyncProperty(fc.constantFrom(...surprises), async ({ path, value }) => {
      server.forget();
      serveTenant(server, withValue(contoso(), path, value), { pageSize: 50 });
      const snapshot = await scan(server).catch((error: unknown) => assert.ok(error instanceof ScanError, String(error)));
      if (snapshot) assertNoFalseCompliant(snapshot);
    }), { numRuns: 100, seed: 20261123 });
  });

  function assertNoFalseCompliant(snapshot: Snapshot): void {
    for (const [id, verdict] of verdicts(snapshot)) {
      // A disabled account whose state is unread is judged by the sign-ins it could make.
      const mayBe = verdict === 'compliant' ? ['compliant', 'blocked'] : [verdict];
      if (verdict === 'compliant' || verdict === 'blocked') assert.ok(mayBe.includes(truth.get(id) ?? 'no such account'), `${id} is ${verdict}`);
    }
  }
});

const verdicts = (snapshot: Snapshot): Map<string, string> => new Map(judge(snapshot).accounts.map(({ id, verdict }) => [id, verdict]));

/** Every property of every answer, lists as a whole and each of their objects. */
function everyPlace(tenant: GraphTenant): Path[] {
  const answers = Object.entries(tenant).filter(([name]) => !LEFT_OUT.has(name));
  return answers.flatMap(([name, answer]) => below(answer).map((path) => [name, ...path]));
}

function below(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const step = Array.isArray(value) ? Number(key) : key;
    return [[step], ...below(each).map((path) => [step, ...path])];
  });
}

function withValue(tenant: GraphTenant, path: Path, value: unknown): GraphTenant {
  const parent = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, step) => at[step] as Record<string, unknown>, tenant as never);
  parent[path.at(-1)!] = value;
  return tenant;
}
