import type { Logger } from "pino";
import { Registry } from "prom-client";
import type { Config } from "./config.ts";
import { type Listener, listen } from "./http/index.ts";
import type { Among } from "./processes/index.ts";
import type { AddStop } from "./stops.ts";
import { countRefused } from "./telemetry/index.ts";

/** Where the service listens. */
export interface Listeners {
  listener: Listener;
  /** Health and metrics apart; null where they have no listener of their own. */
  health: Listener | null;
  url: string;
  healthUrl: string | null;
  /** Where all parts register their metrics. */
  metrics: Registry;
  /** Listens from now on, if it joins other processes; see `Listener`. */
  open(): Promise<void>;
  /** Leaves new connections to other processes. */
  retire(): Promise<void>;
}

/** How long requests in progress may take once the service stops. */
const graceMs = 15_000;
const healthGraceMs = 1000;
/** How long a connection without a request stays open once another process takes over. */
const lingerMs = 2000;

/** Binds the service's ports, or prepares to join the processes that have bound them. */
export async function openListeners(
  config: Config,
  { log, among }: { log: Logger; among: Among | null },
  onStop: AddStop,
): Promise<Listeners> {
  const metrics = new Registry();
  const { connectionsPerAddress, trustedProxies, healthPort } = config;
  const listener = await listen(config.host, config.port, {
    connectionsPerAddress,
    trustedProxies,
    onRefused: countRefused(metrics, log),
    joins: among?.joins?.url ?? null,
  });
  onStop("http", () => listener.close(graceMs));
  // Stopped last, so that an orchestrator sees what is stopping.
  const health =
    healthPort === null
      ? null
      : await listen(config.host, healthPort, { joins: among?.joins?.healthUrl ?? null });
  if (health !== null) onStop("health", () => health.close(healthGraceMs));
  const addresses = { url: listener.url, healthUrl: health?.url ?? null };
  among?.bound(addresses);
  const both = health === null ? [listener] : [listener, health];
  return {
    listener,
    health,
    ...addresses,
    metrics,
    open: async () => void (await Promise.all(both.map((each) => each.open()))),
    retire: async () => void (await Promise.all(both.map((each) => each.retire(lingerMs)))),
  };
}
