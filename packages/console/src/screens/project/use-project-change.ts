import type { ProjectView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/call.ts";
import { useToast } from "../../parts/toasts.tsx";
import { projectsKey } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** A PATCH of a project, or of what belongs to it, based on the version that was seen. */
export function useProjectChange<Change>(project: ProjectView, path = "") {
  const t = useTexts(texts);
  const toast = useToast();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) =>
      call<{ version: number }>("PATCH", `/projects/${project.id}${path}`, {
        body: change,
        version: project.version,
      }),
    onSuccess: () => toast({ look: "ok", text: t.saved }),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: projectsKey }),
        cache.invalidateQueries({ queryKey: ["project-config", project.id] }),
        cache.invalidateQueries({ queryKey: ["webhooks", project.id] }),
      ]),
  });
}
