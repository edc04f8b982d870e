import type { Figure } from "../figures.ts";
import type { Instance } from "./instance.ts";

/** Reads how much processor time passes until it is asked. */
export interface Meter {
  /** Processor time per event since the meter was started; empty if it isn't known. */
  per(events: number): Pick<Figure, "serviceUs" | "postgresUs">;
}

/** @param instance the measured service; null for a remote one, whose time isn't known. */
export function startMeter(instance: Instance | null): Meter {
  const from = instance?.processorMs();
  return {
    per(events) {
      const to = instance?.processorMs();
      if (!from || !to) return {};
      return {
        serviceUs: ((to.service - from.service) * 1000) / events,
        postgresUs: ((to.postgres - from.postgres) * 1000) / events,
      };
    },
  };
}
