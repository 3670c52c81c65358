import type { PlannerGraph } from '../../src/tickets/index.js';

const asked = (): Promise<never> => Promise.reject(new Error('this ticket system has no business with Graph'));
export const noGraph: PlannerGraph = { get: asked, list: asked, post: asked, patch: asked };
