export { authenticateProject } from "./authenticate.ts";
export { changeConfig, readConfig } from "./change-config.ts";
export { changeSettings } from "./change-settings.ts";
export { type CreatedProject, createProject } from "./create.ts";
export { findProject, listProjects } from "./find.ts";
export type { Project } from "./project.ts";
export { requestSecret } from "./request-secret.ts";
export { rotate } from "./rotate.ts";
export { projectSecret } from "./secret.ts";
