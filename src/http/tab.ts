import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';
import type * as restify from 'restify';
import { pageHeaders } from './headers.js';

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' };
const PAGE = 'index.html';

interface Asset {
  type: string;
  tag: string;
  plain: Buffer;
  packed: Buffer;
}

export interface TabRoutes {
  /** Where the bundled browser program is. */
  folder: URL;
  isInTeams: boolean;
}

/** The tab's files: a handful, kept packed in memory. Whoever has them asks whether they are still the same. */
export function mountTab(server: restify.Server, { folder, isInTeams }: TabRoutes): void {
  const headers = pageHeaders({ isInTeams });
  let assets: Promise<Map<string, Asset>> | undefined;
  const serve = async (name: string, request: restify.Request, response: restify.Response): Promise<void> => {
    assets ??= load(folder);
    for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
    const found = (await assets).get(name);
    if (found) return send(found, request, response);
    if ((await assets).size > 0) return void response.send(404, { code: 'NotFound', message: 'There is no such page.' });
    assets = undefined;
    response.send(503, { code: 'Unavailable', message: 'The tab is not built: run `npm start`, or `node src/build.mjs` beside a running server.' });
  };
  // Teams opens the second one to add the tab to a channel or a group.
  for (const path of ['/tab', '/tab/configure']) server.get(path, async (request, response) => serve(PAGE, request, response));
  server.get('/tab/:file', async (request, response) => serve(String(request.params.file), request, response));
}

async function load(folder: URL): Promise<Map<string, Asset>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => extname(name) in TYPES);
  const all = await Promise.all(names.map(async (name) => [name, asset(name, await readFile(new URL(name, folder)))] as const));
  return new Map(all);
}

function asset(name: string, plain: Buffer): Asset {
  return { type: TYPES[extname(name)]!, tag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`, plain, packed: gzipSync(plain) };
}

function send({ type, tag, plain, packed }: Asset, request: restify.Request, response: restify.Response): void {
  const isPacked = /\bgzip\b/.test(request.header('accept-encoding', ''));
  response.setHeader('etag', tag);
  response.setHeader('vary', 'accept-encoding');
  response.setHeader('cache-control', 'no-cache');
  if (request.header('if-none-match') === tag) {
    response.writeHead(304);
    return void response.end();
  }
  const body = isPacked ? packed : plain;
  response.writeHead(200, { 'content-type': type, 'content-length': body.length, ...(isPacked && { 'content-encoding': 'gzip' }) });
  response.end(body);
}
