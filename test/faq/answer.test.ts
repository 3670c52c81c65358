import assert from 'node:assert/strict';
import { answer, topics, type TopicId } from '../../src/faq/index.js';

/** The five numbered questions that opened the thread, and what each answer must state. */
const OPENER: [TopicId[], RegExp[]][] = [
  [['enforcement-deadline', 'verification-method'], [/1 August 2019 was the contract date/, /amr claim/, /daily count takes all enabled accounts/]],
  [['trusted-ip'], [/is not compliant/, /no MFA claim/]],
  [['disabled-accounts'], [/left out of Microsoft's count/, /re-enabled without MFA it counts/]],
  [['exchange-powershell'], [/-DelegatedOrganization/, /supports MFA/]],
  [['compliance-check-tool'], [/no single official tool/, /Partner Center/]],
];

describe('answer', () => {
  it('answers the five questions of the opener together, in order', () => {
    const asked = OPENER.flatMap(([ids]) => ids);
    const { full, topics: answered, parts } = answer(asked);
    assert.deepEqual(answered, asked);
    for (const pattern of OPENER.flatMap(([, patterns]) => patterns)) assert.match(full, pattern);
    assert.deepEqual(full.split('\n\n\n').map((text) => text.split('\n')[0]), parts.map(({ title }) => title));
  });

  it('answers a topic asked twice once', () => assert.deepEqual(answer(['licensing', 'licensing']).topics, ['licensing']));

  it('suggests related topics other than those asked', () => {
    assert.ok(!answer(['trusted-ip', 'mfa-outage']).related.includes('mfa-outage'));
    assert.ok(answer(['trusted-ip', 'mfa-outage']).related.includes('prompt-frequency'));
  });

  it('cites a document once, however many topics rest on it', () => {
    const urls = answer(['trusted-ip', 'mfa-outage', 'service-accounts']).citations.map(({ url }) => url);
    assert.equal(new Set(urls).size, urls.length);
  });

  it('refuses an unknown topic by name', () => assert.throws(() => answer(['nothing' as TopicId]), /unknown topic `nothing`/));

  it('keeps stated rule, personal guess and unanswered apart', () => {
    const { full } = answer(['verification-method']);
    assert.match(full, /Personal guess \(Microsoft employee\): Likely the claim/);
    assert.match(answer(['emergency-accounts']).full, /Unanswered \(Microsoft employee\): No confirmation/);
    assert.match(answer(['trusted-ip']).full, /Stated rule \(Microsoft employee\): Exceptions for locations/);
  });

  it('marks what no primary source confirms', () => {
    const { sections } = answer(['enforcement-deadline']).parts[0]!;
    const paragraphs = sections.find(({ title }) => title === 'What is true today')!.paragraphs;
    assert.match(paragraphs.find((text) => text.startsWith('From 2025-09-08'))!, /unverified\)$/);
    assert.doesNotMatch(paragraphs.find((text) => text.startsWith('From 2019-11-18'))!, /unverified/);
  });

  it('tells when something began from when it was written down', () => {
    const { full } = answer(['smtp-submission']);
    assert.match(full, /- As documented 2026-01-29: Timeline/);
    assert.match(full, /- From 2026-03-31: High Volume Email/);
    assert.match(full, /- Until September 2028: /);
  });

  it('numbers each source as it is listed', () => {
    const { full, citations } = answer(['guest-users']).parts[0]!;
    for (const [index, { title, url, date }] of citations.entries()) assert.ok(full.includes(`[${index + 1}] ${title} (${date}): ${url}`));
    assert.match(full, /users, guests included\. \(source 1\)/);
    assert.match(full, /above a free amount\. \(unverified\)/);
  });

  it('links each claim to its source on the card, and keeps markup out of the plain text', () => {
    for (const id of topics.keys()) {
      const { full, parts } = answer([id]);
      assert.doesNotMatch(full, /\]\(|\*\*/);
      const today = parts[0]!.sections.find(({ title }) => title === 'What is true today')!.paragraphs;
      for (const paragraph of today) assert.match(paragraph, /\]\(https:\S+\)(; unverified)?\)$|\(unverified\)$/);
    }
  });
});

describe('answer with a scan', () => {
  it('says what it comes to in this tenant, none included', () => {
    const { parts, full } = answer(['guest-users'], { countByFinding: { 'guest-not-covered': 3, 'external-trust': 0 }, isDemo: false });
    assert.equal(parts[0]!.live, 'In your tenant: 3 accounts that are guests without cover; no accounts that rest on MFA done in another tenant.');
    assert.ok(full.includes(parts[0]!.live!));
  });
  it('says that the tenant is the demo', () => {
    assert.match(answer(['trusted-ip'], { countByFinding: { 'location-exclusion': 1 }, isDemo: true }).parts[0]!.live!, /^In the demo tenant: 1 account with/);
  });
  it('says nothing where the scan has no figure', () => {
    for (const id of topics.keys()) {
      assert.equal('live' in answer([id]).parts[0]!, false);
      assert.equal(answer([id], { countByFinding: {}, isDemo: false }).parts[0]!.live, undefined);
    }
  });
});
