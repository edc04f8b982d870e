import type { ProjectId, ProjectRole, Role } from "@countersign/wire";

/** The roles of a person: one in the whole service, and further ones in single projects. */
export interface Roles {
  /** Applies in every project; null: none. */
  everywhere: Role | null;
  /** In addition to it, by project. */
  byProject: Readonly<Record<ProjectId, ProjectRole>>;
}

/** Where somebody may do something: in every project, or only in these. */
export type Reach = "everywhere" | readonly ProjectId[];
