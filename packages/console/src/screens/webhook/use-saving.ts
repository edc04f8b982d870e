import type { ChangeWebhook, CreatedWebhook, WebhookView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError } from "../../api/problem.ts";
import { changeWebhook, createWebhook, readWebhook } from "./calls.ts";
import {
  changedFields,
  changeOf,
  type Draft,
  draftOf,
  emptyDraft,
  type FieldName,
  withFields,
} from "./draft.ts";
import { problemsByField } from "./problems.ts";

/** What somebody else saved while this form was open, and the fields that both changed. */
export interface Conflict {
  theirs: WebhookView;
  fields: FieldName[];
}

/** Always sent for a new webhook: it has no usable default. */
const required: readonly FieldName[] = ["name", "url", "events"];

/** The form's state, and the ways that saving it can end. */
export function useSaving(projectId: string, saved: WebhookView | null) {
  const cache = useQueryClient();
  const [view, setView] = useState(saved);
  const [draft, setDraft] = useState(() => (saved === null ? emptyDraft : draftOf(saved)));
  const [errors, setErrors] = useState<Partial<Record<FieldName, string>>>({});
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const base = view === null ? emptyDraft : draftOf(view);
  const changed = changedFields(base, draft);

  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change };
    const touched = changedFields(draft, next);
    setDraft(next);
    setErrors((before) =>
      Object.fromEntries(Object.entries(before).filter(([name]) => !touched.includes(name as FieldName))),
    );
  };
  /** Shows a webhook as it was just read or saved. */
  const show = (fresh: WebhookView) => {
    setView(fresh);
    setDraft(draftOf(fresh));
    setErrors({});
    cache.setQueryData(["webhook", fresh.id], fresh);
    void cache.invalidateQueries({ queryKey: ["webhooks"] });
    void cache.invalidateQueries({ queryKey: ["webhook-history", fresh.id] });
  };
  // Restored or rotated outside the form: shown immediately, unless somebody is changing it.
  useEffect(() => {
    if (saved === null || view === null || saved.version <= view.version || changed.length > 0) return;
    setView(saved);
    setDraft(draftOf(saved));
  }, [saved, view, changed.length]);
  const saving = useMutation({
    mutationFn: async ({ from, of }: { from: WebhookView | null; of: Draft }) => {
      if (from === null)
        return createWebhook({ ...settingsOf(null, of), projectId, name: of.name.trim(), events: of.events });
      return changeWebhook(from.id, from.version, settingsOf(from, of));
    },
    onMutate: () => setErrors({}),
    onSuccess: show,
    onError: async (error, { from, of }) => {
      if (!(error instanceof ApiError)) return;
      if (error.status === 412 && from !== null) {
        const theirs = await readWebhook(from.id);
        const both = changedFields(draftOf(from), of).filter((name) =>
          changedFields(draftOf(from), draftOf(theirs)).includes(name),
        );
        setConflict({ theirs, fields: both });
      } else setErrors(problemsByField(error.problem?.errors ?? []));
    },
  });
  /** Takes their version below the own changes; of the fields that both changed, whose is chosen. */
  const settle = (whose: "theirs" | "yours") => {
    if (conflict === null) return draft;
    const { theirs, fields } = conflict;
    const own = changed.filter((name) => whose === "yours" || !fields.includes(name));
    const next = withFields(draftOf(theirs), draft, own);
    setView(theirs);
    setDraft(next);
    setConflict(null);
    return next;
  };
  const isCreated = (made: WebhookView | CreatedWebhook): made is CreatedWebhook => "secret" in made;
  return {
    view,
    draft,
    changed,
    /** What saving would send. */
    change: settingsOf(view, draft),
    set,
    show,
    conflict,
    saving,
    /** Resolves to the saved webhook, with its secret where it is new. */
    save: () => saving.mutateAsync({ from: view, of: draft }),
    reset: () => {
      setDraft(base);
      setErrors({});
      saving.reset();
    },
    /** Their fields are in the form then; `yours` saves at once. */
    settle: async (whose: "theirs" | "yours") => {
      const next = settle(whose);
      if (whose === "yours" && conflict !== null)
        await saving.mutateAsync({ from: conflict.theirs, of: next });
    },
    isCreated,
    errorOf: (field: FieldName) => errors[field] ?? null,
    /** What is wrong with nothing that the form shows. */
    otherError:
      saving.error !== null &&
      !(saving.error instanceof ApiError && (saving.error.status === 412 || Object.keys(errors).length > 0))
        ? saving.error
        : null,
  };
}

/** What saving a draft sends: all that differs, and what a new webhook can't be without. */
function settingsOf(from: WebhookView | null, draft: Draft): ChangeWebhook {
  if (from !== null) return changeOf(draft, changedFields(draftOf(from), draft));
  return changeOf(draft, [...new Set([...required, ...changedFields(emptyDraft, draft)])]);
}
