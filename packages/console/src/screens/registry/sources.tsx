import type { Page, SourceView, TestedSource } from "@countersign/wire";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call, get, post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { Status } from "../../parts/status.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { milliseconds } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./registry.module.css";
import { SourceDialog } from "./source-dialog.tsx";
import { sourcesKey } from "./sources-key.ts";
import { texts } from "./texts.ts";

/** The registries that are asked over HTTP. */
export function Sources() {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const toast = useToast();
  const [editing, setEditing] = useState<SourceView | "new" | null>(null);
  const [removing, setRemoving] = useState<SourceView | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: sourcesKey,
    queryFn: ({ signal }) => get<Page<SourceView>>("/registry/sources", { limit: 200 }, signal),
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: SourceView) => call("DELETE", `/registry/sources/${id}`, { version }),
    onSuccess: () => cache.invalidateQueries({ queryKey: sourcesKey }),
    onError: (failure) => toast({ look: "bad", error: failure }),
  });
  return (
    <Card title={t.sources} aside={<Button onClick={() => setEditing("new")}>{t.add}</Button>}>
      {isPending && <Skeleton rows={2} />}
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {data && <p className={styles.soft}>{data.data.length === 0 ? t.noSources : t.sourcesHint}</p>}
      {data?.data.map((source) => (
        <Source
          key={source.id}
          source={source}
          onChange={() => setEditing(source)}
          onRemove={() => setRemoving(source)}
        />
      ))}
      {editing !== null && (
        <SourceDialog source={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      )}
      <Confirm
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={removing ? t.removeTitle(removing.name) : ""}
        action={t.remove}
        danger
        onConfirm={() => {
          if (removing) remove.mutate(removing);
          setRemoving(null);
        }}
      >
        <p>{t.removeBody}</p>
      </Confirm>
    </Card>
  );
}

function Source({
  source: { id, name, url, order, active },
  onChange,
  onRemove,
}: {
  source: SourceView;
  onChange: () => void;
  onRemove: () => void;
}) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const test = useMutation({ mutationFn: () => post<TestedSource>(`/registry/sources/${id}/test`) });
  return (
    <div className={styles.source}>
      <div className={styles.row}>
        <span>
          {order} <b>{name}</b> <code>{url}</code>{" "}
          <Status health={active ? "ok" : "off"}>{active ? t.active : t.inactive}</Status>
        </span>
        <span className={styles.actions}>
          <Button aria-label={`${t.test}: ${name}`} onClick={() => test.mutate()} disabled={test.isPending}>
            {t.test}
          </Button>
          <Button aria-label={`${t.change}: ${name}`} onClick={onChange}>
            {t.change}
          </Button>
          <Button look="danger" aria-label={`${t.remove}: ${name}`} onClick={onRemove}>
            {t.remove}
          </Button>
        </span>
      </div>
      {test.error && <ProblemNote error={test.error} />}
      {test.data && (
        <p role="status">
          <Status health={test.data.outcome === "failed" ? "bad" : "ok"}>
            {t.outcome[test.data.outcome]}
          </Status>{" "}
          {milliseconds(test.data.durationMs, language)} {test.data.detail}
        </p>
      )}
    </div>
  );
}
