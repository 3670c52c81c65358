import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { clean, escape } from '../../src/cards/index.js';

describe('escape', () => {
  it('makes markdown, links, mentions and functions plain letters', () => {
    assert.equal(escape('**b** [x](http://e.v)'), String.raw`\*\*b\*\* \[x\]\(http://e\.v\)`);
    assert.equal(escape('<at>all</at>'), String.raw`\<at\>all\</at\>`);
    assert.doesNotMatch(escape('{{DATE(2026-01-01,SHORT)}}'), /\{\{/);
  });

  it('shows names that our own sentences quote in curly quotes', () => {
    assert.equal(escape('From `Head office`, now'), 'From “Head office”, now');
  });

  it('shortens the names of a sentence rather than the sentence, and leaves no backtick bare', () => {
    const [long, short] = ['Everybody '.repeat(60).trim(), 'CA001'];
    const cut = escape(`Take the group \`${long}\` out of the exclusions of \`${short}\`.`, 140);
    assert.match(cut, /^Take the group “Everybody [^”]*…” out of the exclusions of “CA001”\\\.$/);
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'é', ' ', '🙂'), minLength: 1, maxLength: 60 }), { maxLength: 4 }), fc.integer({ min: 10, max: 240 }), (names, limit) => {
      const text = `Drop ${names.map((name) => `\`x${name}\``).join(' and ')}, for good`;
      assert.ok(Buffer.byteLength(clean(text, limit)) <= limit);
      assert.doesNotMatch(escape(text, limit), /`/);
    }));
  });

  it('lets accents, apostrophes and other scripts through', () => {
    assert.equal(escape("Siobhán O'Connell 李雷 Żółć"), "Siobhán O'Connell 李雷 Żółć");
  });

  it('leaves no markdown character unescaped, whatever comes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(escape(text).replace(/\\[\\`*_{}[\]()#+\-.!<>|~&]/g, ''), /[\\`*_{}[\]()#+<>|~&]/);
    }));
  });
});

describe('clean', () => {
  it('keeps one line, drops what is invisible or turns the direction', () => {
    assert.equal(clean(' a\r\n b\u202Ec\u200B\u0007d \u{E0041}'), 'a bcd');
  });

  it('never gives more bytes than the limit, and cuts between characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, limit) => {
      const short = clean(text, limit);
      assert.ok(Buffer.byteLength(short) <= limit);
      assert.doesNotMatch(short, /\p{Cs}/u);
    }));
  });

  it('stops letters that pile up marks over their neighbours', () => {
    assert.equal(clean(`e${'\u0301'.repeat(50)}`).length, 4);
  });
});
