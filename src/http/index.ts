export { createMetrics, type Metrics } from './metrics.js';
export { metricsGate, type MetricsGate } from './metricsGate.js';
export { createServer, type ServerParts } from './server.js';
export { closedGate, EXPORT_PATH, gateByTenant, localGate, ROUTES, tokenGate, type Admission, type Caller, type Gate, type ReportParts } from './report/index.js';
