import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { upload } from '../../src/bot/teams/upload.js';

describe('uploading a file', () => {
  // Whether a name is allowed shows before anything is sent: the file to send is missing.
  for (const host of ['contoso-my.sharepoint.com', 'contoso.sharepoint.us', 'contoso.sharepoint-mil.us', 'contoso.sharepoint.cn']) {
    it(`would write to ${host}`, () => assert.rejects(upload({ url: `https://${host}/x`, path: '/nowhere/file', size: 10, isLocal: false }), /ENOENT/));
  }

  const folder = mkdtempSync(join(tmpdir(), 'mfa-upload-'));
  const path = join(folder, 'file');
  let server: Server;
  let ranges: string[] = [];
  let taken = Buffer.alloc(0);
  let location: string | undefined;

  before(async () => {
    server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        ranges.push(String(request.headers['content-range']));
        taken = Buffer.concat([taken, ...pieces]);
        response.statusCode = location ? 307 : 202;
        if (location) response.setHeader('location', location);
        response.end();
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  it('sends a large one in pieces of a multiple of 320 KiB, in order', async () => {
    const bytes = randomBytes(12_000_001);
    writeFileSync(path, bytes);
    await upload({ url: url(), path, size: bytes.length, isLocal: true });
    assert.deepEqual(ranges, ['bytes 0-5242879/12000001', 'bytes 5242880-10485759/12000001', 'bytes 10485760-12000000/12000001']);
    assert.equal(5_242_880 % (320 * 1024), 0);
    assert.ok(taken.equals(bytes));
  });

  it('follows no redirect', async () => {
    [ranges, location] = [[], `${url()}elsewhere`];
    await assert.rejects(upload({ url: url(), path, size: 10, isLocal: true }), /did not take the file \(status 307\)/);
    assert.equal(ranges.length, 1);
  });

  const elsewhere = [
    'http://contoso-my.sharepoint.com/', 'https://127.0.0.1/', 'https://localhost/', 'https://10.0.0.5/', 'https://[fd00::1]/', 'https://169.254.169.254/', 'https://vault.internal/', 'https://evil.example/?x.sharepoint.com',
    'https://sharepoint.com.evil.example/', 'https://evilsharepoint.com/', 'https://contoso-my.sharepoint.com:8443/', 'https://user:secret@contoso-my.sharepoint.com/', 'ftp://contoso-my.sharepoint.com/',
  ];
  for (const address of elsewhere) {
    it(`writes only to OneDrive, with credentials: not to ${address}`, async () => {
      await assert.rejects(upload({ url: address, path, size: 10, isLocal: false }), /none that I write to/);
    });
  }
});
