/**
 * Automatic checks of what applicants submit. A child process looks at the pictures; pure rules turn what it saw, what
 * was expected and what the registry has into verdicts; a project's policy says what follows. Verdicts are stored once
 * and never changed, what they saw is sealed with the person's key.
 *
 *     const worker = startWorker({ ...deps, looker: createLooker() });
 *     const asked = await requestChecks({ clock, wake: worker.wake }, tx, session); // false: no checks, to a person
 */
export { createLooker } from "./child/looker.ts";
export { withoutFaces } from "./child/without-faces.ts";
export { suggestedReasons } from "./rules/suggested-reasons.ts";
export { releaseRuns } from "./run/lease.ts";
export { watchChecks } from "./run/metrics.ts";
export { requestChecks } from "./run/request.ts";
export { type ChecksWorker, startWorker } from "./run/worker.ts";
export { forgetChecks } from "./store/forget.ts";
export { blocksOfChecks, evidencePicture, latestRun, type StoredCheck, storedChecks } from "./store/read.ts";
export { glance } from "./upload/glance.ts";
