import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { streamXlsxRows } from 'hucre/xlsx';
import { tenantId } from '../../src/demo/index.js';
import { runProduct, type RunningProduct } from './product.js';
import { action, TeamsClient, textOf, type Answer, type Delivered } from './teamsClient.js';

type Json = Record<string, unknown>;

/** Where Teams would have opened a place for the file. `statuses`: what it answers first, then 202 and 201. */
class OneDrive {
  statuses: number[] = [];
  bytes = Buffer.alloc(0);
  readonly seen: { range: string; authorization: string | undefined }[] = [];
  #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        const range = String(request.headers['content-range']);
        this.seen.push({ range, authorization: request.headers.authorization });
        const refusal = this.statuses.shift();
        if (refusal === undefined) this.bytes = Buffer.concat([this.bytes, ...pieces]);
        const [, last, total] = /-(\d+)\/(\d+)$/.exec(range) ?? [];
        response.statusCode = refusal ?? (Number(last) + 1 === Number(total) ? 201 : 202);
        response.setHeader('retry-after', '0').end();
      });
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  forget(): void {
    [this.statuses, this.bytes] = [[], Buffer.alloc(0)];
    this.seen.length = 0;
  }

  url(place: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${place}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('files in the chat', function () {
  this.timeout(60_000);
  const drive = new OneDrive();
  let product: RunningProduct;
  let teams: TeamsClient;
  let clock = Date.now();

  before(async () => {
    await drive.open();
    product = await runProduct({}, { now: () => clock });
    await product.app.store;
    teams = await TeamsClient.open(product.port);
  });
  beforeEach(() => drive.forget());
  after(async () => {
    await teams.close();
    drive.close();
    await product.close();
  });

  let places = 0;
  const offered = async (text: string): Promise<{ id: string; attachment: Json; context: Json }> => {
    const from = teams.delivered.length;
    await teams.say(text);
    // On a busy machine it takes the place of a message that says that it is coming.
    const { id, attachment } = await teams.when(() => teams.delivered.slice(from).map((each) => ({ id: each.id, attachment: (each.activity['attachments'] as Json[])[0]! }))
      .find((each) => String(each.attachment['contentType']).endsWith('file.consent')));
    return { id, attachment, context: (attachment['content'] as Json)['acceptContext'] as Json };
  };
  const toldIn = ({ card }: Delivered): string => textOf(card).replaceAll('\\', '');
  const consent = (value: Json, replyToId: string, parts: Json = {}): Promise<Answer> =>
    teams.post(teams.activity('invoke', { name: 'fileConsent/invoke', value: { type: 'fileUpload', ...value }, replyToId, ...parts }));
  const uploadInfo = (url = drive.url(`place-${(places += 1)}`)): Json =>
    ({ name: 'evidence.xlsx', uploadUrl: url, contentUrl: 'https://contoso-my.sharepoint.com/evidence.xlsx', uniqueId: 'ABC', fileType: 'xlsx' });
  /** The last word on the offer's card: not that the file is being made. */
  const outcome = (id: string, from: number): Promise<Delivered> =>
    teams.when(() => teams.delivered.slice(from).find((each) => each.kind === 'updated' && each.id === id && !/being made/.test(textOf(each.card))));
  const accept = async (context: unknown, info: Json, id: string): Promise<Delivered> => {
    const from = teams.delivered.length;
    assert.equal((await consent({ action: 'accept', context, uploadInfo: info }, id)).status, 200);
    return outcome(id, from);
  };
  const exported = async (): Promise<{ event: string; actor: { id: string }; details: object }[]> =>
    (await (await product.app.store).audit(tenantId).read({ limit: 1000 })).filter(({ event }) => event === 'report.exported');

  it('offers the file in the personal chat', async () => {
    const { attachment, context } = await offered('export as excel');
    assert.equal(attachment['contentType'], 'application/vnd.microsoft.teams.card.file.consent');
    assert.match(String(attachment['name']), /^mfa-evidence-\d{4}-\d\d-\d\d\.xlsx$/);
    const { sizeInBytes, description } = attachment['content'] as { sizeInBytes: number; description: string };
    assert.ok(sizeInBytes > 1_000 && /witness or proof/.test(description));
    assert.equal(context['format'], 'xlsx');
  });

  it('uploads what was accepted without any token of ours, shows it, and records it', async () => {
    const before = (await exported()).length;
    const { id, context } = await offered('export as excel');
    const told = await accept(context, uploadInfo(), id);
    const sha256 = /SHA-256 of the data: ([0-9a-f]{64})/.exec(toldIn(told))?.[1];
    const info = await teams.when(() => teams.delivered.find(({ activity }) => JSON.stringify(activity).includes('card.file.info')));
    assert.deepEqual((info.activity['attachments'] as Json[])[0], {
      contentType: 'application/vnd.microsoft.teams.card.file.info', name: 'evidence.xlsx',
      contentUrl: 'https://contoso-my.sharepoint.com/evidence.xlsx', content: { uniqueId: 'ABC', fileType: 'xlsx' },
    });
    const rows: string[][] = [];
    for await (const { values } of streamXlsxRows(drive.bytes)) rows.push(values.map((cell) => String(cell ?? '')));
    assert.equal(rows.find(([title]) => title === 'SHA-256')?.[1], sha256);
    assert.equal(rows.length > product.app.scanner.latest()!.report.accounts.length, true);
    assert.deepEqual(drive.seen.map(({ authorization }) => authorization), [undefined]);
    assert.match(drive.seen[0]!.range, new RegExp(`^bytes 0-${drive.bytes.length - 1}/${drive.bytes.length}$`));
    const rowsAfter = await exported();
    assert.equal(rowsAfter.length, before + 1);
    assert.equal((rowsAfter.at(-1)!.details as { sha256: string }).sha256, sha256);
    assert.equal(rowsAfter.at(-1)!.actor.id, '20000000-0000-4000-8000-0000000000aa');
  });

  it('makes csv and json, too', async () => {
    for (const format of ['csv', 'json']) {
      drive.forget();
      const { id, attachment, context } = await offered(`export as ${format}`);
      assert.match(String(attachment['name']), new RegExp(`\\.${format}$`));
      await accept(context, uploadInfo(), id);
      assert.match(drive.bytes.toString(), format === 'csv' ? /^MFA evidence\r\n/ : /^\{"sha256":/);
    }
  });

  it('tries again where the place is busy', async () => {
    drive.statuses = [503, 429];
    const { id, context } = await offered('export as json');
    assert.match(toldIn(await accept(context, uploadInfo(), id)), /SHA-256/);
    assert.ok(drive.seen.length >= 3);
  });

  it('says that the place has expired, or does not take the file', async () => {
    for (const [statuses, sentence] of [[[404], /has expired.*again/], [[403], /did not take the file.*status 403/], [[503, 503, 503], /did not take the file/]] as const) {
      drive.statuses = [...statuses];
      const { id, context } = await offered('export as json');
      assert.match(toldIn(await accept(context, uploadInfo(), id)), sentence);
    }
  });

  it('makes one file, however often the acceptance comes', async () => {
    const { id, context } = await offered('export as json');
    const info = uploadInfo();
    await Promise.all([accept(context, info, id), consent({ action: 'accept', context, uploadInfo: info }, id)]);
    assert.equal(drive.seen.length, 1);
  });

  it('makes nothing where the person declines', async () => {
    const { id, context } = await offered('export as excel');
    const from = teams.delivered.length;
    assert.equal((await consent({ action: 'decline', context }, id)).status, 200);
    assert.match(toldIn(await outcome(id, from)), /No file was made/);
    assert.equal(drive.seen.length, 0);
  });

  it('asks to be asked again where the offer is older than a day', async () => {
    const { id, context } = await offered('export as excel');
    clock += 25 * 60 * 60_000;
    assert.match(toldIn(await accept(context, uploadInfo(), id)), /older than a day/);
    assert.equal(drive.seen.length, 0);
  });

  it('sends the list nowhere else than to this machine while there are no credentials', async () => {
    for (const url of ['https://evil.example/take', 'http://169.254.169.254/', 'file:///etc/passwd', 'http://user:secret@127.0.0.1/', 'no address']) {
      const { id, context } = await offered('export as json');
      assert.match(toldIn(await accept(context, uploadInfo(url), id)), /none that I write to/);
    }
  });

  const hostile: [what: string, value: Json, parts?: Json][] = [
    ['an action that does not exist', { action: 'delete', context: {} }],
    ['an acceptance without a place', { action: 'accept', context: { format: 'csv' } }],
    ['an acceptance in a group', { action: 'accept', context: {}, uploadInfo: uploadInfo('http://127.0.0.1:1/') }, { conversation: { id: '19:x@thread.v2', conversationType: 'groupChat' } }],
  ];
  for (const [what, value, parts] of hostile) {
    it(`refuses ${what}`, async () => assert.equal((await consent(value, 'x', parts)).status, 400));
  }

  it('takes no format but its own', async () => {
    const { id } = await offered('export as excel');
    assert.match(toldIn(await accept({ format: '../../x', offeredAt: new Date(clock).toISOString() }, uploadInfo(), id)), /Ask for the export again/);
  });

  for (const conversationType of ['groupChat', 'channel']) {
    it(`puts no file and no names into a ${conversationType}, but leads to the report's evidence`, async () => {
      for (const format of ['excel', 'csv', 'json', 'pdf']) {
        const { activity, card } = await teams.say(`export as ${format}`, { conversation: { id: '19:x@thread.v2', conversationType } });
        assert.match(textOf(card), format === 'pdf' ? /can be printed/ : /where others read along: ask me in our personal chat/);
        assert.equal(action(card, 'Open in the report')['url'], `http://127.0.0.1:${product.port}/tab#/evidence`);
        assert.doesNotMatch(JSON.stringify(activity), /card\.file|Lavoie|@borealis/);
      }
    });
  }

  it('says in the terminal how a file is written there', async () => {
    assert.match((await product.app.turn({ conversationId: 'terminal', personId: 'local-operator', text: 'export as csv' })).text, /scan --xlsx FILE/);
  });
});
