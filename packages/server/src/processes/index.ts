/**
 * Several serving processes under one supervisor, for all cores of a machine: `node:cluster` hands
 * them the connections of one port in turn, and they share one store, one log, one set of metrics
 * and the quotas of projects. `supervisor.ts` composes the supervisor, `serving-process.ts` is what
 * each process runs.
 *
 *     const { count } = planProcesses(config.processes, availableParallelism());
 */
export type { Addresses, Among } from "./among.ts";
export { createFleetMetrics } from "./fleet-metrics.ts";
export { type FromServing, forkServing, type ServingFork } from "./fork-serving.ts";
export { joinSupervisor } from "./join-supervisor.ts";
export { maxProcesses, type Plan, perProcess, planProcesses } from "./plan.ts";
export { createScrape } from "./scrape.ts";
export { supervise } from "./supervise.ts";
