import assert from 'node:assert/strict';
import { ownChanges } from '../../../src/flows/index.js';
import { dana, EnforceWorld } from './world.js';

describe('what we changed', function () {
  this.timeout(60_000);
  let world: EnforceWorld;
  before(async () => (world = await EnforceWorld.begin()));
  after(() => world.end());

  const headline = async (): Promise<string | undefined> => (await ownChanges(world.parts().audit, undefined, { now: world.parts().now }))?.headline;

  it('is nothing, is under way, is done: never "nothing" while changes are being carried out', async () => {
    assert.equal(await headline(), 'Nothing was changed in the tenant through me');
    await (await world.parts().audit).append({ actor: { id: dana.personId, name: 'Dana' }, event: 'plan.confirmed', subject: { plan: 'under-way' }, details: { number: 1, title: 'Enforce MFA' } });
    assert.equal(await headline(), 'A change is being carried out through me');
    await world.confirmed(['bob.lavoie']);
    assert.equal(await headline(), '1 change made in the tenant through me');
  });
});
