import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { auditStore } from '../../../src/store/audit/audit.js';
import type { AuditEntry } from '../../../src/store/types.js';
import { bot, dana, eli, fiveTimes, MENDED, UNFIT, type Given } from './given.js';

const T0 = '2026-03-02T09:00:00.000Z';
const T1 = '2026-03-03T09:00:00.000Z';
const entry = (details: object = {}, more: Partial<AuditEntry> = {}): AuditEntry => ({ actor: dana, event: 'step.written', subject: { plan: 'p-1' }, details, ...more });

const person = (id: string) => ({ id, ids: [id], addresses: [], names: [] });

export function auditContract({ clock, database, other }: Given): void {
  describe('the audit log', () => {
    const log = (tenant: string) => auditStore(database(), tenant, clock.now);
    beforeEach(() => clock.set(T0));

    it('keeps what was done, each entry with the hash of the one before', async () => {
      const first = await log('kept').append(entry({ before: true, after: false, text: UNFIT, nested: { b: [1, { d: 1, c: 2 }], a: null } }));
      const second = await log('kept').append(entry({}, { actor: bot, event: 'plan.finished' }));
      assert.deepEqual({ ...first, hash: '' }, {
        sequence: 1, at: T0, actor: dana, event: 'step.written', subject: { plan: 'p-1' }, hash: '', previousHash: '0'.repeat(64), isForgotten: false,
        details: { before: true, after: false, text: MENDED, nested: { a: null, b: [1, { c: 2, d: 1 }] } },
      });
      assert.match(first.hash, /^[0-9a-f]{64}$/);
      assert.deepEqual([second.sequence, second.previousHash], [2, first.hash]);
      assert.deepEqual(await log('kept').read({ limit: 9 }), [first, second]);
      assert.deepEqual(await log('kept').verify(), { intact: true, rows: 2, head: second.hash });
    });

    it('can be checked with nothing but SHA-256 and the text in the database', async () => {
      const { hash } = await log('plainly').append(entry());
      const { record } = await database().selectFrom('audit').select('record').where('tenant_id', '=', 'plainly').executeTakeFirstOrThrow();
      assert.equal(createHash('sha256').update(record).digest('hex'), hash);
      assert.deepEqual(Object.keys(JSON.parse(record)), Object.keys(JSON.parse(record)).toSorted());
    });

    it('is intact while it is empty', async () => {
      assert.deepEqual(await log('empty').verify(), { intact: true, rows: 0, head: '0'.repeat(64) });
    });

    it('stays one chain when two processes append at once, and each look at it finds it whole', async () => {
      const looks: boolean[] = [];
      const two = [log('parallel'), auditStore(other(), 'parallel', clock.now)];
      const rows = await fiveTimes(async (index) => {
        const appended = [];
        for (let each = 0; each < 8; each += 1) {
          appended.push(await two[index % 2]!.append(entry({ index, each })));
          looks.push((await two[index % 2]!.verify()).intact);
        }
        return appended;
      });
      assert.deepEqual(rows.flat().map(({ sequence }) => sequence).toSorted((a, b) => a - b), Array.from({ length: 40 }, (_, index) => index + 1));
      assert.deepEqual(looks, rows.flat().map(() => true));
      const kept = await log('parallel').read({ limit: 100 });
      assert.deepEqual(kept, rows.flat().toSorted((a, b) => a.sequence - b.sequence));
      assert.deepEqual(await log('parallel').verify(), { intact: true, rows: 40, head: kept.at(-1)!.hash });
    });

    it('is read by pages and by time', async () => {
      for (const time of [T0, T0, T1]) {
        clock.set(time);
        await log('pages').append(entry());
      }
      const read = async (query: { since?: string; afterSequence?: number; limit: number }) => (await log('pages').read(query)).map(({ sequence }) => sequence);
      assert.deepEqual(await read({ limit: 2 }), [1, 2]);
      assert.deepEqual(await read({ afterSequence: 2, limit: 2 }), [3]);
      assert.deepEqual(await read({ since: '2026-03-02T12:00:00Z', limit: 9 }), [3]);
    });

    it('forgets a person and stays whole; what was done stays', async () => {
      const forgetful = log('forgetful');
      await forgetful.append(entry({ text: 'take `Eli` out of `Reception`' }, { subject: { account: eli.id } }));
      await forgetful.append(entry({ text: 'drop `Montreal`' }));
      await forgetful.append(entry({ accounts: [eli.id] }));
      await forgetful.append(entry({}, { actor: eli }));
      assert.equal(await forgetful.forget(person(eli.id), dana), 3);
      const rows = await forgetful.read({ limit: 9 });
      assert.deepEqual(rows.map(({ isForgotten, actor, details }) => [isForgotten, actor.name, Object.keys(details)]), [
        [true, '', []], [false, dana.name, ['text']], [true, '', []], [true, '', []], [false, dana.name, []],
      ]);
      assert.deepEqual([rows[0]!.actor.id, rows[0]!.event, rows[0]!.subject, rows[4]!.event, rows[4]!.subject], [dana.id, 'step.written', { account: eli.id }, 'account.forgotten', { account: eli.id }]);
      const { rows: left } = await sql`select detail from audit_detail where tenant_id = 'forgetful' and strpos(detail, 'Eli') > 0`.execute(database());
      assert.deepEqual([left, await forgetful.verify()], [[], { intact: true, rows: 5, head: rows[4]!.hash }]);
    });

    it('forgets nobody where it is not told whom', async () => {
      await log('nobody').append(entry());
      await assert.rejects(log('nobody').forget(person(''), dana), /no account's object id/);
      await assert.rejects(log('nobody').forget(person('step'), dana), /`step` is no account's object id/);
      assert.equal((await log('nobody').read({ limit: 9 }))[0]!.isForgotten, false);
    });

    for (const attempt of [
      "update audit set record = ''", "delete from audit where sequence = 1", 'truncate audit cascade', 'truncate audit, audit_detail',
      "update audit_detail set detail = ''", 'delete from audit_detail', 'truncate audit_detail',
    ]) {
      it(`refuses \`${attempt}\``, async () => {
        await log('refusing').append(entry());
        await assert.rejects(sql.raw(attempt).execute(database()), /the audit log is append-only: (update|delete|truncate) of audit(_detail)? is refused/);
      });
    }
  });
}
