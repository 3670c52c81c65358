import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { accountPage, CARD_NAMES, MAX_CARD_BYTES, present } from '../../src/cards/index.js';
import { rendered } from '../../src/cards/bind.js';
import { complaints, drawn } from './parser.js';
import { cases, FRAME, type Case } from './views.js';

type Element = Record<string, unknown>;

/** Every object in a card, the card itself included. */
function* elements(json: unknown): Generator<Element> {
  if (Array.isArray(json)) for (const each of json) yield* elements(each);
  else if (typeof json === 'object' && json !== null) {
    yield json as Element;
    for (const each of Object.values(json)) yield* elements(each);
  }
}

const strings = (json: unknown): string[] => [...elements(json)].flatMap((each) => Object.values(each)).filter((value) => typeof value === 'string');
const template = (name: string): string => readFileSync(new URL(`../../cards/${name}.json`, import.meta.url), 'utf8');
/** A sample has the reader's rights only where its template asks for them. */
const rights = (name: string): Record<string, boolean> => (/\bmay(Enforce|Ticket)\b/.test(template(name)) ? { mayEnforce: true, mayTicket: true } : {});
const dataOf = ({ presenter, view }: Case) => rendered({ eyebrow: 'Contoso', ...rights(presenter.name), ...presenter.data(view, FRAME) });
const sampleOf = (name: string): URL => new URL(`../../cards/${name}.sample.json`, import.meta.url);

describe('every card', () => {
  it('has a template, a sample and a case here, and nothing else lies in cards/', () => {
    const files = readdirSync(new URL('../../cards/', import.meta.url)).filter((file) => file.endsWith('.json')).toSorted();
    assert.deepEqual(files, CARD_NAMES.flatMap((name) => [`${name}.json`, `${name}.sample.json`]).toSorted());
    assert.deepEqual(cases().map(({ presenter }) => presenter.name).toSorted(), [...CARD_NAMES].toSorted());
  });

  for (const each of cases()) {
    describe(each.presenter.name, () => {
      const { card, text } = present(each.presenter, each.view, FRAME);

      it('leaves nothing unbound', () => {
        assert.deepEqual(strings(card).filter((value) => value.includes('${') || /undefined|\[object|NaN/.test(value)), []);
      });

      it('is version 1.5 and a client parses it without complaint', () => {
        assert.equal(card['version'], '1.5');
        assert.deepEqual(complaints(card), []);
      });

      it('has a fallback with the same verb and data for every Action.Execute', () => {
        for (const action of elements(card)) {
          if (action['type'] !== 'Action.Execute') continue;
          assert.deepEqual(action['fallback'], { type: 'Action.Submit', title: action['title'], data: { ...(action['data'] as object), verb: action['verb'] } });
          assert.ok(action['verb'] && action['title'], JSON.stringify(action));
        }
      });

      it('says that it is the demo tenant, on the card and in the text', () => {
        assert.ok(strings(card).some((value) => value.includes('demo tenant')));
        assert.match(text, /demo tenant/);
      });

      it('says nothing of a demo elsewhere', () => {
        const elsewhere = present(each.presenter, each.view, { ...FRAME, isDemo: false });
        assert.doesNotMatch(JSON.stringify(elsewhere.card) + elsewhere.text, /demo tenant"/);
      });

      it('has a sample that is what the presenter makes (UPDATE_SAMPLES=1 writes it)', () => {
        const data = JSON.parse(JSON.stringify(dataOf(each))) as unknown;
        if (process.env['UPDATE_SAMPLES']) writeFileSync(sampleOf(each.presenter.name), `${JSON.stringify(data, null, 2)}\n`);
        assert.deepEqual(JSON.parse(readFileSync(sampleOf(each.presenter.name), 'utf8')), data);
      });
    });
  }
});

describe('the card of an account', () => {
  const { presenter, view: whole } = cases().find((each) => each.presenter.name === 'explain')!;
  const { explanation } = whole as { explanation: { policies: object[] } };
  const view = { ...(whole as object), explanation: { ...explanation, policies: explanation.policies.slice(0, 4) } };

  it('says of a policy with an exclusion that it is one', () => {
    const shown = JSON.stringify(present(presenter, view, FRAME).card);
    assert.match(shown, /✕ excluded/);
    assert.doesNotMatch(shown, /does not apply/);
  });

  it('leaves the policies to the page that has them beside it', () => {
    const { card } = present(presenter, { ...view, withoutPolicies: true }, FRAME);
    assert.deepEqual(complaints(card), []);
    assert.doesNotMatch(JSON.stringify(card), /Policy by policy|Demands:|✕ excluded/);
  });
});

describe('charts', () => {
  const cardOf = (name: string): Element => present(...(({ presenter, view }) => [presenter, view, FRAME] as const)(cases().find(({ presenter }) => presenter.name === name)!)).card;
  const chart = (name: string): Element => [...elements(cardOf(name))].find(({ type }) => String(type).startsWith('Chart.'))!;
  /** As Teams documents them. */
  const COLOURS = new Set(['good', 'attention', 'warning', 'neutral']);

  it('draw the verdicts of each kind of account, at most four kinds, with their numbers in words', () => {
    const { type, data } = chart('status') as { type: string; data: { title: string; data: { legend: string; value: number; color: string }[] }[] };
    assert.equal(type, 'Chart.HorizontalBar.Stacked');
    assert.deepEqual(data.map(({ title }) => title), ['Admins: 3 with a gap, 8 compliant, 1 cannot sign in', 'Other members: 5 with a gap, 1 unknown, 169 compliant, 9 cannot sign in', 'Other guests: 3 with a gap, 45 compliant', 'Service accounts, shared mailboxes and rooms: 2 unknown, 2 compliant']);
    for (const part of data.flatMap((stack) => stack.data)) assert.ok(part.legend && part.value > 0 && COLOURS.has(part.color), JSON.stringify(part));
  });

  it('draw the last 30 days, a line for gaps and one for unknown accounts', () => {
    const { type, data, yMin } = chart('digest') as { type: string; yMin: number; data: { legend: string; color: string; values: { x: string; y: number }[] }[] };
    assert.deepEqual([type, yMin, data.map(({ legend, color }) => `${legend} ${color}`)], ['Chart.Line', 0, ['with a gap attention', 'unknown warning']]);
    assert.deepEqual([data[0]!.values.length, data[0]!.values[0], data[1]!.values.at(-1)], [30, { x: '2026-11-01', y: 14 }, { x: '2026-11-30', y: 3 }]);
  });

  for (const name of ['status', 'digest']) {
    it(`leave \`${name}\` whole where a client knows no charts`, () => {
      const { fallback, ...bare } = chart(name);
      const without = structuredClone(cardOf(name));
      const body = without['body'] as Element[];
      body.splice(body.findIndex(({ type }) => type === bare['type']), 1, fallback as Element);
      assert.deepEqual(drawn(cardOf(name)), drawn(without));
      assert.ok(drawn(fallback && { type: 'AdaptiveCard', version: '1.5', body: [fallback] }).includes('ColumnSet'));
    });
  }
});

describe('hostile data', () => {
  const HOSTILE = '**x** [click](http://evil.example) ${$root.secret} {{DATE(2026-01-01,SHORT)}} <at>everyone</at> \u202Egnp.exe\u0000\u001B[2J\nTotal: 0 `code` ';
  const long = (ordinary: string): string => `${HOSTILE}${ordinary}${'字🙂_'.repeat(500)}`;

  for (const each of cases(long)) {
    it(`keeps \`${each.presenter.name}\` under ${MAX_CARD_BYTES} bytes, parseable and harmless`, () => {
      const { card, text } = present(each.presenter, each.view, FRAME);
      assert.ok(Buffer.byteLength(JSON.stringify(card)) <= MAX_CARD_BYTES);
      assert.deepEqual(complaints(card), []);
      assert.deepEqual(shown(card).filter(isActive), []);
      assert.doesNotMatch(text, /[\u0000-\u0009\u000B-\u001F\u202E]/);
      assert.doesNotMatch(text, /^Total: 0/m);
    });
  }

  it('is no template: what looks like one in a name is not looked up', () => {
    const eyebrows = (name: (ordinary: string) => string): string[] => cases(name).map(({ presenter, view }) => `${presenter.name}: ${JSON.stringify(present(presenter, view, FRAME).card).split('demo tenant').length}`);
    assert.deepEqual(eyebrows(() => '${eyebrow} ${$root.eyebrow} ${$root}'), eyebrows((ordinary) => ordinary));
  });

  /** What a client renders as markdown. */
  const shown = (card: unknown): string[] => [...elements(card)].filter(({ type }) => type === 'TextBlock').map(({ text }) => String(text));
  const isActive = (text: string): boolean => /(?<!\\)\]\(http:\/\/evil|\{\{DATE\(2026-01-01|(?<!\\)<at|\u202E|\*\*x(?<!\\)\*\*/.test(text);

  it('is told apart from the card\'s own markdown by the check above', () => {
    for (const text of ['[click](http://evil.example)', '{{DATE(2026-01-01,SHORT)}}', '<at>everyone</at>', '\u202E']) assert.ok(isActive(text), text);
  });
});

describe('the page of the tab that a card leads to', () => {
  const pages = cases().flatMap(({ presenter, view }) => {
    const { page } = present(presenter, view, FRAME);
    return page === undefined ? [] : [[presenter.name, page] as const];
  });

  it('is there for each card that tells of one account, and of a list of them', () => {
    const account = 'account/20000000-0000-4000-8000-000000000001';
    assert.deepEqual(Object.fromEntries(pages), {
      list: 'accounts', status: 'overview', explain: account, policies: 'policies', digest: 'overview', accept: account, exceptions: 'exceptions', ticket: 'ticket/12',
    });
  });

  it('keeps what an id holds inside the address', () => {
    assert.equal(accountPage({ id: 'a/../b?c#d' }), 'account/a%2F..%2Fb%3Fc%23d');
  });
});
