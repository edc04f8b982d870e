import type { ImportedWebhooks } from "@countersign/wire";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { get, post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { CodeEditor } from "../../parts/code-editor/code-editor.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { downloadText } from "../../parts/download.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useProject } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { FileDiff } from "./file-diff.tsx";
import { texts } from "./texts.ts";

/** The webhooks of a project as one file: to keep, to compare, to apply. */
export function WebhookFile() {
  const t = useTexts(texts);
  const project = useProject();
  const cache = useQueryClient();
  const toast = useToast();
  const [yaml, setYaml] = useState("");
  const [asking, setAsking] = useState(false);
  const projectId = project?.id;
  const saved = useQuery({
    queryKey: ["webhook-file", projectId],
    queryFn: ({ signal }) => get<string>("/webhooks/export", { projectId }, signal),
    enabled: projectId !== undefined,
    refetchOnWindowFocus: false,
  });
  useEffect(() => {
    if (saved.data !== undefined) setYaml(saved.data);
  }, [saved.data]);
  const read = useMutation({
    mutationFn: (apply: boolean) => post<ImportedWebhooks>("/webhooks/import", { projectId, yaml, apply }),
    onSuccess: ({ applied }) => {
      if (!applied) return;
      toast({ look: "ok", text: t.applied });
      void cache.invalidateQueries({ queryKey: ["webhooks"] });
    },
  });
  const changing =
    read.data?.diff.filter(({ action }) => action === "add" || action === "change").length ?? 0;
  return (
    <Screen
      title={t.title}
      crumb={<Link to="/webhooks">{t.crumb}</Link>}
      actions={
        <>
          <Button
            onClick={() => void saved.refetch().then(({ data }) => data !== undefined && setYaml(data))}
          >
            {t.reload}
          </Button>
          <Button onClick={() => downloadText("webhooks.yaml", "application/yaml", yaml)}>
            {t.download}
          </Button>
          <Button onClick={() => read.mutate(false)} disabled={read.isPending}>
            {t.compare}
          </Button>
          {read.data && !read.data.applied && changing > 0 && (
            <Button look="primary" onClick={() => setAsking(true)}>
              {t.apply(changing)}
            </Button>
          )}
        </>
      }
    >
      <p>{t.intro}</p>
      {saved.isPending && <Skeleton />}
      {saved.error && <ProblemNote error={saved.error} retry={() => void saved.refetch()} />}
      {read.error && <ProblemNote error={read.error} />}
      {read.data && (
        <Card title={t.diff}>
          <FileDiff diff={read.data.diff} />
        </Card>
      )}
      {saved.data !== undefined && (
        <CodeEditor
          label={t.file}
          language="yaml"
          value={yaml}
          onChange={(text) => {
            setYaml(text);
            read.reset();
          }}
        />
      )}
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t.applyTitle(changing, project?.name ?? "")}
        action={t.apply(changing)}
        onConfirm={() => {
          setAsking(false);
          read.mutate(true);
        }}
      >
        <p>{t.applyBody}</p>
      </Confirm>
    </Screen>
  );
}
