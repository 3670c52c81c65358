import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** One activity answered: its HTTP status and how long it took. */
  answered(status: number, seconds: number): void;
  text(): Promise<string>;
  readonly contentType: string;
}

/** Prometheus text of one server; a registry of its own, so that two servers in a process don't mix. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const activities = new Counter({ name: 'bot_activities_total', help: 'Activities answered, by HTTP status.', labelNames: ['status'], registers: [registry] });
  const seconds = new Histogram({ name: 'bot_activity_seconds', help: 'Time to answer an activity.', buckets: [0.01, 0.03, 0.1, 0.15, 0.3, 1, 3, 10], registers: [registry] });
  return {
    answered: (status, took) => {
      activities.inc({ status });
      seconds.observe(took);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
