import type { Config } from '../../config.js';
import { because, type Check } from './check.js';

/** Tokens are refused beyond about five minutes of difference. */
const TOLERATED_SECONDS = 120;

/** This machine's clock against the Date header of the configured Graph; the demo tenant runs on this very clock. */
export async function checkClock({ graph }: Config): Promise<Check[]> {
  const about = 'clock';
  if (!graph) return [{ about, status: 'skipped', text: 'the demo tenant has the same clock' }];
  try {
    const response = await fetch(graph.baseUrl, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    const seconds = Math.round((Date.now() - Date.parse(response.headers.get('date') ?? '')) / 1000);
    if (Number.isNaN(seconds)) return [{ about, status: 'skipped', text: 'the service tells no time' }];
    if (Math.abs(seconds) <= TOLERATED_SECONDS) return [{ about, status: 'fine', text: `${Math.abs(seconds)} s from the service's` }];
    return [{ about, status: 'wrong', text: `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the service's: set it by NTP, or tokens will be refused` }];
  } catch (cause) {
    return [{ about, status: 'wrong', text: `${graph.baseUrl} can't be reached: ${because(cause)}; check GRAPH_BASE_URL, the network and the proxy` }];
  }
}
