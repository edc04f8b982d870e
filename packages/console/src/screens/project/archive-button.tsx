import type { ProjectView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { projectsKey } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** Puts a project away, and takes it back. */
export function ArchiveButton({ project: { id, name, status } }: { project: ProjectView }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const act = useMutation({
    mutationFn: (action: "archive" | "restore") => post(`/projects/${id}/${action}`),
    onSuccess: () => cache.invalidateQueries({ queryKey: projectsKey }),
    onError: (error) => toast({ look: "bad", error }),
  });
  if (status === "archived") return <Button onClick={() => act.mutate("restore")}>{t.restore}</Button>;
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t.archive}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t.archiveTitle(name)}
        action={t.archive}
        danger
        onConfirm={() => {
          setAsking(false);
          act.mutate("archive");
        }}
      >
        <p>{t.archiveBody}</p>
      </Confirm>
    </>
  );
}
