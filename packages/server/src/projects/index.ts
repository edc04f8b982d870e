export { authenticateProject } from "./authenticate.ts";
export { type ConfigProblem, changeConfig, readConfig } from "./change-config.ts";
export { type CreatedProject, createProject } from "./create.ts";
export type { ProjectsDeps } from "./deps.ts";
export { findProject, listProjects } from "./find.ts";
export type { NewProject, Project } from "./project.ts";
export { rotate } from "./rotate.ts";
export { projectSecret } from "./secret.ts";
