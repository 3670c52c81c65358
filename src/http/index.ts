export { createMetrics, type Metrics } from './metrics.js';
export { createServer, type ServerParts } from './server.js';
