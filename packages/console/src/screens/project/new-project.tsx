import type { CreatedProject } from "@countersign/wire";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { Modal } from "../../parts/modal.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** Asks for a new project's name and mode. */
export function NewProject({
  onClose,
  onCreated,
}: {
  onClose: () => void;
  onCreated: (project: CreatedProject) => Promise<void>;
}) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const [name, setName] = useState("");
  const [mode, setMode] = useState<"test" | "live">("test");
  const create = useMutation({
    mutationFn: () => post<CreatedProject>("/projects", { name: name.trim(), mode, language }),
    gcTime: 0,
    onSuccess: onCreated,
  });
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.create}
      actions={
        <Button
          look="primary"
          onClick={() => create.mutate()}
          disabled={name.trim() === "" || create.isPending}
        >
          {t.create}
        </Button>
      }
    >
      {create.error && <ProblemNote error={create.error} />}
      <p>{t.createHint}</p>
      <Field label={t.fields.name}>
        {(control) => (
          <input {...control} value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
        )}
      </Field>
      <Field label={t.fields.mode}>
        {(control) => (
          <select
            {...control}
            value={mode}
            onChange={({ target }) => setMode(target.value === "live" ? "live" : "test")}
          >
            <option value="test">{t.modes.test}</option>
            <option value="live">{t.modes.live}</option>
          </select>
        )}
      </Field>
    </Modal>
  );
}
