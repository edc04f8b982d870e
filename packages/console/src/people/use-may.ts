import type { Permission } from "@countersign/wire";
import { useProject, useProjects } from "../project/use-project.ts";
import { may } from "./may.ts";
import { useAccount } from "./use-account.ts";

/** A question about what the person may do in a project; null: in the whole service. */
export type May = (permission: Permission) => boolean;

/**
 * What the person may do in the project that is worked on, or in another one. Nothing until it is known, so that no button
 * is taken away again.
 */
export function useMay(projectId?: string): May {
  const { data: account } = useAccount();
  const current = useProject();
  const projects = useProjects().data?.data ?? [];
  const project = projectId === undefined ? current : (projects.find(({ id }) => id === projectId) ?? null);
  return (permission) => account !== undefined && may(account, permission, project);
}
