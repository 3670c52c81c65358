import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** Whether the metrics may be told to who asks. */
export type MetricsGate = (request: IncomingMessage) => boolean;

/** What proxies say about whom they speak for. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];
const NEAR = new Set(['loopback', 'private', 'uniqueLocal', 'linkLocal']);

/** With a token, for whoever brings it. Without one, for readers on this machine or in its private network; a proxy there speaks for the world. */
export function metricsGate(token: string | undefined): MetricsGate {
  if (token === undefined) return isNear;
  const expected = hash(`Bearer ${token}`);
  return ({ headers }) => timingSafeEqual(hash((headers.authorization ?? '').replace(/^bearer /i, 'Bearer ')), expected);
}

function isNear({ socket: { remoteAddress = '' }, headers }: IncomingMessage): boolean {
  return ipaddr.isValid(remoteAddress) && NEAR.has(ipaddr.process(remoteAddress).range()) && FORWARDED.every((name) => headers[name] === undefined);
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
