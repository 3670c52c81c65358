import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RefusingGraph {
  url: string;
  close(): void;
}

/** A Graph that takes no token, as it answers when one has expired. */
export async function refusingGraph(): Promise<RefusingGraph> {
  const body = JSON.stringify({ error: { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed, the token is expired.' } });
  const server = createServer((_request, response) => {
    // Not chained: restify, once loaded, replaces writeHead by one that returns nothing.
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
