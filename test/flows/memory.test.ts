import assert from 'node:assert/strict';
import { createConversationMemory } from '../../src/flows/context.js';
import { recordFeedback } from '../../src/flows/feedback.js';
import type { ContextStore, Vote } from '../../src/store/types.js';

const key = { conversationId: 'c', personId: 'p' };

const name = (each: typeof key) => `${each.conversationId}/${each.personId}`;

function aStore(): ContextStore & { rows: Map<string, object> } {
  const rows = new Map<string, object>();
  return { rows, load: async (each) => rows.get(name(each)), save: async (each, context) => void rows.set(name(each), context) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the memory of conversations', () => {
  it('answers before the database is up, and hands over what was said meanwhile', async () => {
    let open!: (store: ContextStore) => void;
    const store = aStore();
    store.rows.set('c/p', { lastAccountId: 'from before the restart' });
    const memory = createConversationMemory({ store: new Promise((resolve) => (open = resolve)), log: assert.fail });
    assert.deepEqual(await memory.recall(key), {});
    await memory.remember(key, { lastAccountId: 'ada' });
    assert.deepEqual(await memory.recall(key), { lastAccountId: 'ada' });
    open(store);
    await settled();
    assert.deepEqual(store.rows.get('c/p'), { lastAccountId: 'ada' });
  });

  it('reads what another process has written', async () => {
    const store = aStore();
    const memory = createConversationMemory({ store: Promise.resolve(store), log: assert.fail });
    await settled();
    await memory.remember(key, { lastAccountId: 'ada' });
    store.rows.set('c/p', { lastAccountId: 'bob' });
    assert.deepEqual(await memory.recall(key), { lastAccountId: 'bob' });
    assert.deepEqual(await memory.recall({ ...key, personId: 'q' }), {});
  });

  it('goes on without a database, or with one that fails', async () => {
    const logged: string[] = [];
    const log = (message: string) => void logged.push(message);
    const failing: ContextStore = { load: () => Promise.reject(new Error('gone')), save: () => Promise.reject(new Error('gone')) };
    for (const store of [Promise.reject(new Error('no database')), Promise.resolve(failing)]) {
      const memory = createConversationMemory({ store, log });
      await settled();
      await memory.remember(key, { lastAccountId: 'ada' });
      assert.deepEqual(await memory.recall(key), { lastAccountId: 'ada' });
    }
    assert.deepEqual(logged, ['conversation contexts are not kept', 'saving a conversation context failed', 'reading a conversation context failed']);
  });
});

describe('feedback', () => {
  it('is kept with the question', async () => {
    const votes: Vote[] = [];
    const vote: Vote = { ...key, topic: 'licensing', question: 'P1?', helpful: false };
    const answer = await recordFeedback({ record: async (each) => void votes.push(each), tally: async () => [] }, vote);
    assert.deepEqual(votes, [vote]);
    assert.match(answer, /question/);
  });
});
