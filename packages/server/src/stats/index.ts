/**
 * How much happened, for charts and tiles: deliveries, sessions, reviews, interceptions and the
 * queue, by minute and hour, for all, by project and by webhook. Each process counts in memory what
 * it has written (`startTraffic`) and adds it to the stored sums every few seconds; a chart reads
 * those sums alone. Durations are histograms, so that quantiles can be added up.
 *
 *     const traffic = startTraffic({ db, clock, log });
 *     traffic.session(projectId, "succeeded", tookMs);
 *     await timeSeries(db, { topic: "sessions", scopes: [projectId], range: "24h", now: clock() });
 */
export { forgetOldTraffic } from "./forget.ts";
export { queueSeries, startQueueSamples } from "./queue-samples.ts";
export { timeSeries } from "./series.ts";
export { startTraffic, type Traffic } from "./traffic.ts";
export { type WebhookDay, webhookDays } from "./webhook-health.ts";
