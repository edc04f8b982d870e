export { authenticateProject, projectSecret } from "./authenticate.ts";
export { changeConfig, type ConfigProblem, readConfig } from "./change-config.ts";
export { type ConfigKey, configKeys, type ProjectConfig } from "./config.ts";
export { type CreatedProject, createProject } from "./create.ts";
export type { ProjectsDeps } from "./deps.ts";
export { findProject, listProjects } from "./find.ts";
export type { NewProject, Project } from "./project.ts";
export { type ProjectSecretKind, rotate } from "./rotate.ts";
