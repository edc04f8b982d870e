import type { SourceView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call, post } from "../../api/call.ts";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { Checkbox } from "../../parts/checkbox.tsx";
import { Field } from "../../parts/field.tsx";
import { Modal } from "../../parts/modal.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { sourcesKey } from "./sources-key.ts";
import { texts } from "./texts.ts";

const fields = ["name", "url", "apiKey", "timeoutMs", "order"] as const;

/** The settings of a source, or of a new one. Its key is written and never shown. */
export function SourceDialog({ source, onClose }: { source: SourceView | null; onClose: () => void }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const [draft, setDraft] = useState({
    name: source?.name ?? "",
    url: source?.url ?? "",
    apiKey: "",
    timeoutMs: String(source?.timeoutMs ?? 3000),
    order: String(source?.order ?? 0),
  });
  const [active, setActive] = useState(source?.active ?? true);
  const save = useMutation({
    mutationFn: () => {
      const { name, url, apiKey, timeoutMs, order } = draft;
      const body = {
        name: name.trim(),
        url: url.trim(),
        timeoutMs: Number(timeoutMs),
        order: Number(order),
        active,
        ...(apiKey !== "" && { apiKey }),
      };
      if (source === null) return post("/registry/sources", body);
      return call("PATCH", `/registry/sources/${source.id}`, { body, version: source.version });
    },
    gcTime: 0,
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: sourcesKey });
      onClose();
    },
  });
  const { error } = save;
  const errorOf = (field: string) => (error instanceof ApiError ? error.fieldProblem(field) : null);
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={source === null ? t.add : t.edit(source.name)}
      actions={
        <Button look="primary" onClick={() => save.mutate()} disabled={save.isPending}>
          {t.save}
        </Button>
      }
    >
      {error && !fields.some((field) => errorOf(field) !== null) && <ProblemNote error={error} />}
      {fields.map((field) => (
        <Field
          key={field}
          label={t.fields[field]}
          error={errorOf(field)}
          hint={field === "apiKey" && source?.hasApiKey ? t.keySet : undefined}
        >
          {(control) => (
            <input
              {...control}
              type={inputTypes[field]}
              autoComplete={field === "apiKey" ? "new-password" : "off"}
              value={draft[field]}
              onChange={({ target }) => setDraft({ ...draft, [field]: target.value })}
            />
          )}
        </Field>
      ))}
      <Checkbox label={t.fields.active} checked={active} onChange={setActive} />
    </Modal>
  );
}

const inputTypes = {
  name: "text",
  url: "url",
  apiKey: "password",
  timeoutMs: "number",
  order: "number",
} as const;
