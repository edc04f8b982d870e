import type { WebhookView } from "@countersign/wire";
import { useBlocker, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../api/problem.ts";
import { useKeys } from "../../keys/keys.ts";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { SaveBar } from "../../parts/save-bar.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { Editable } from "../../people/editable.tsx";
import { useMay } from "../../people/use-may.ts";
import { useWebhooks } from "../../project/use-webhooks.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { BasicFields } from "./basic-fields.tsx";
import { BodyFields } from "./body-fields.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import type { FieldName } from "./draft.ts";
import { fieldTexts } from "./field-texts.ts";
import { FlagFields } from "./flag-fields.tsx";
import { modeOf } from "./flags.ts";
import styles from "./form.module.css";
import { WebhookFormProvider } from "./form-context.ts";
import { MoreFields } from "./more-fields.tsx";
import { NewerFields } from "./newer-fields.tsx";
import { SecretDialog } from "./secret-dialog.tsx";
import { Side } from "./side.tsx";
import { texts } from "./texts.ts";
import { useSaving } from "./use-saving.ts";
import { useValidation } from "./use-validation.ts";

/** The settings of one webhook, saved or new. Nothing is saved by itself. */
export function WebhookForm({ projectId, webhook }: { projectId: string; webhook: WebhookView | null }) {
  const t = useTexts(texts);
  const labels = useTexts(fieldTexts);
  const navigate = useNavigate();
  const toast = useToast();
  const may = useMay(projectId);
  const sets = may("webhooks.set_up");
  const form = useSaving(projectId, webhook);
  const others = useWebhooks(projectId).data?.data ?? [];
  const [secret, setSecret] = useState<{ id: string; secret: string | null; close: boolean } | null>(null);
  const { draft, view, changed, saving } = form;
  const isStatic = view !== null && view.kind !== "configured";
  const isDirty = changed.length > 0 && secret === null;
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty && !saving.isSuccess,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const isRefused = modeOf(draft, draft.events) === null;
  const toList = () => navigate({ to: "/webhooks", ignoreBlocker: true });
  const save = async (close: boolean) => {
    if (!sets || saving.isPending || isRefused || (!isDirty && view !== null)) return;
    try {
      const saved = await form.save();
      if (form.isCreated(saved)) setSecret({ id: saved.id, secret: saved.secret, close });
      else if (close) await toList();
      else toast({ look: "ok", text: t.saved });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  };
  useKeys(sets ? [{ keys: "mod+s", label: t.saveClose, run: () => void save(true) }] : []);
  const names = (fields: readonly FieldName[]) => fields.map((name) => labels[name]).join(", ");
  const tried = { projectId, settings: form.change, ...(view && { webhookId: view.id }) };
  const problemOf = useValidation(tried, may("webhooks.change") ? changed : []);
  const errorOf = (field: FieldName) => form.errorOf(field) ?? problemOf(field);
  return (
    <WebhookFormProvider value={{ projectId, view, draft, set: form.set, tried, errorOf, others }}>
      {isStatic && <Note>{t.readOnly}</Note>}
      {view?.warnings.map((text) => (
        <Note key={text} look="warn">
          {text}
        </Note>
      ))}
      <div className={styles.columns}>
        <div className={styles.fields}>
          <Editable allowed={sets}>
            <BasicFields />
            {!isStatic && (
              <>
                <FlagFields />
                <BodyFields />
                <MoreFields />
              </>
            )}
            <NewerFields />
          </Editable>
        </div>
        <Side />
      </div>
      {form.otherError && <ProblemNote error={form.otherError} />}
      {sets && (
        <SaveBar text={changed.length === 0 ? t.unchanged : t.changed(names(changed))}>
          <Button onClick={() => (isDirty ? form.reset() : void toList())}>{t.cancel}</Button>
          <Button onClick={() => void save(false)} aria-disabled={isRefused || !isDirty || saving.isPending}>
            {t.save}
          </Button>
          <Button
            look="primary"
            keys="mod+s"
            onClick={() => void save(true)}
            aria-disabled={isRefused || !isDirty || saving.isPending}
          >
            {t.saveClose}
          </Button>
        </SaveBar>
      )}
      {form.conflict && (
        <ConflictDialog
          conflict={form.conflict}
          draft={draft}
          onSettle={(whose) =>
            void form.settle(whose).catch((error) => {
              if (!(error instanceof ApiError)) throw error;
            })
          }
        />
      )}
      {secret !== null && (
        <SecretDialog
          secret={secret.secret}
          onDone={() => {
            const { id, close } = secret;
            setSecret(null);
            if (close) void toList();
            else
              void navigate({ to: "/webhooks/$webhookId", params: { webhookId: id }, ignoreBlocker: true });
          }}
        />
      )}
      <Confirm
        open={blocker.status === "blocked"}
        onOpenChange={(open) => !open && blocker.reset?.()}
        title={t.leaveTitle}
        action={t.leave}
        danger
        onConfirm={() => blocker.proceed?.()}
      >
        <p>{t.leaveBody(names(changed))}</p>
      </Confirm>
    </WebhookFormProvider>
  );
}
