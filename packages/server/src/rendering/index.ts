/**
 * Runs what operators wrote: bodies (Liquid), conditions (CEL) and settings files (YAML), in child
 * processes that are killed if they take too long or too much memory. The service itself never runs
 * them, and no transaction is open while they run.
 *
 *     const rendering = createRendering();
 *     const made = await rendering.render(template, about, { projectId, webhookId });
 *     if (made.ok) send(made.value);
 */
export { type About, isFinal, type Owner, type SourceProblem } from "./contract.ts";
export { createRendering, type Rendering } from "./rendering.ts";
