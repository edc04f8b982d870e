/**
 * Tenants: their settings, secrets, static addresses, rotation and archiving. Secrets are sealed and
 * shown once. Every change is audited in its own transaction.
 *
 *     const { project, secret } = await createProject(deps, tx, { name: "Bank", mode: "live" }, actor);
 *     const found = await findProject(db, project.id); // null: there is none
 */
export { setArchived } from "./archive.ts";
export { authenticateProject } from "./authenticate.ts";
export { changeConfig, readConfig } from "./change-config.ts";
export { changeSettings } from "./change-settings.ts";
export { type CreatedProject, createProject } from "./create.ts";
export { findEmbedOrigins } from "./embed-origins.ts";
export { findProject, listProjects } from "./find.ts";
export { findLogo, type LogoResult, removeLogo, setLogo } from "./logo.ts";
export type { Project } from "./project.ts";
export { requestSecrets } from "./request-secret.ts";
export { rotate } from "./rotate.ts";
export { endRotation, type ProjectRotations, projectRotations, switchRotation } from "./rotations.ts";
export { projectSecret, projectSecretContext } from "./secret.ts";
