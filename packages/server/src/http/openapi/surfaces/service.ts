import { problemShape } from "./problems.ts";
import type { Surface } from "./surface.ts";

/** Monitoring and reference: owns every path that no other surface does. */
export const service: Surface = {
  name: "service",
  title: "Countersign: health and reference",
  description:
    "Probes, metrics and the references of the API, of events and of errors. Needs no credentials.",
  owns: () => true,
  security: () => [],
  headers: () => [],
  errors: problemShape("manage"),
  statuses: () => [],
};
