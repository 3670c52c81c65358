import { startDemoTenant } from '../../src/demo/index.js';
import { accountId, people } from '../../src/demo/seed/people/index.js';

/** Writes to the demo tenant until it is killed; prints the id of each account whose write was answered. */
const tenant = await startDemoTenant({ dataDir: process.argv[2]! });
for (const { key } of people) {
  const id = accountId(key);
  const response = await fetch(`${tenant.baseUrl}/v1.0/users/${id}/revokeSignInSessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tenant.token}` },
  });
  if (response.ok) process.stdout.write(`${id}\n`);
}
