import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { answer, TOPIC_IDS, topicForFinding, topics, type Topic } from '../../src/faq/index.js';
import { findingWords } from '../../src/faq/findingWords.js';
import { sources } from '../../src/faq/sources.js';
import { findingRules } from '../../src/findings/all.js';
import type { FindingId } from '../../src/engine/index.js';

const everyTopic = [...topics.values()];
const findingIds = findingRules.map(({ id }) => id);
const body = (topic: Topic): string => answer([topic.id]).full.split('\nSources\n')[0]!;
const sentences = (text: string): number => (text.match(/[.!](?=\s|$)/g) ?? []).length;

/** Digests of the names and handles in the saved thread, so that they stand nowhere in the project. */
const PEOPLE = new Set([
  '9fd92eaf4ec6', '04d544c8356b', '516c5747bd51', 'd17108747e92', '74258916fd9a',
  'c0d19e448357', 'af23a2464d77', '2bb740e7d0f7', 'ea84f42cd5f8',
]);
const isPerson = (word: string): boolean => PEOPLE.has(createHash('sha256').update(word).digest('hex').slice(0, 12));
const ROLE = /^(Microsoft employee|(another |visiting )?partner)/;

describe('faq topics', () => {
  it('would notice a name', () => assert.ok(isPerson(String.fromCodePoint(116, 105, 109))));
  it('are the 26 of the contract, in its order', () => assert.deepEqual([...topics.keys()], [...TOPIC_IDS]));

  for (const topic of everyTopic) {
    describe(topic.id, () => {
      it('answers in at most three sentences and 450 characters', () => {
        assert.ok(topic.answer.length <= 450, String(topic.answer.length));
        assert.ok(sentences(topic.answer) >= 1 && sentences(topic.answer) <= 3, topic.answer);
      });
      it('stays below 500 words, sources apart', () => assert.ok(body(topic).split(/\s+/).length <= 500));
      it('has the thread, today and what to do', () => {
        for (const part of [topic.thread, topic.today, topic.checks, topic.todo, topic.disagreements]) assert.ok(part.length > 0);
      });
      it('gives each claim a dated source, or marks it unverified', () => {
        for (const claim of topic.today) assert.ok(claim.sources.length > 0 || claim.unverified, claim.text);
      });
      it('links well formed https addresses, each with a title and a date', () => {
        for (const { title, url, date } of answer([topic.id]).citations) {
          assert.equal(new URL(url).protocol, 'https:', url);
          assert.ok(title.length > 0 && /\d{4}|undated/.test(date), `${title}: ${date}`);
        }
      });
      it('points to findings and topics that exist, never to itself', () => {
        for (const { finding } of topic.checks) assert.ok(findingIds.includes(finding), finding);
        for (const id of topic.related) assert.ok(topics.has(id) && id !== topic.id, id);
        assert.ok(topic.related.length >= 2 && topic.related.length <= 3);
      });
      it('names nobody, only roles', () => {
        assert.deepEqual((answer([topic.id]).full.toLowerCase().match(/[a-z]+/g) ?? []).filter(isPerson), []);
        for (const { by } of topic.thread) assert.match(by, ROLE);
      });
      it('asks nothing back: a question is no claim', () => assert.ok(!body(topic).includes('?')));
      it('uses only bold and https links as markup', () => {
        for (const text of [topic.answer, ...topic.todo, ...topic.today.map((claim) => claim.text)]) assert.doesNotMatch(text, /[<>`_#|]|!\[/);
      });
    });
  }
});

describe('faq sources', () => {
  it('are all cited', () => {
    const cited = new Set(everyTopic.flatMap(({ id }) => answer([id]).citations));
    assert.deepEqual(Object.values(sources).filter((source) => !cited.has(source)), []);
  });
});

describe('topicForFinding', () => {
  it('agrees with the topic each finding names', () => {
    for (const { id, topic } of findingRules) assert.equal(topicForFinding(id), topic, id);
  });
  it('has one home and words for every finding', () => {
    for (const id of findingIds) {
      const homes = everyTopic.filter(({ checks }) => checks.some(({ finding, home }) => finding === id && home));
      assert.equal(homes.length, 1, id);
      assert.ok(findingWords[id]);
    }
  });
  it('refuses an id that is no finding', () => assert.throws(() => topicForFinding('nothing' as FindingId), /finding `nothing`/));
});
