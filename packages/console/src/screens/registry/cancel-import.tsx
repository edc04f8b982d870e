import type { ImportReport } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { count } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { importsKey } from "./imports-key.ts";
import { texts } from "./texts.ts";

/** Ends a running import, regardless of who started it. */
export function CancelImport({ report: { id, kind, kept } }: { report: ImportReport }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const cache = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => post<ImportReport>(`/registry/imports/${id}/cancel`),
    onSuccess: () => toast({ look: "warn", text: t.cancelled }),
    onError: (error) => toast({ look: "bad", error }),
    onSettled: () => cache.invalidateQueries({ queryKey: importsKey }),
  });
  return (
    <>
      <Button look="danger" disabled={cancel.isPending} onClick={() => setAsking(true)}>
        {t.cancel}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t.cancelTitle(t.kinds[kind])}
        action={t.cancel}
        danger
        onConfirm={() => {
          setAsking(false);
          cancel.mutate();
        }}
      >
        <p>{t.cancelBody(count(kept, language))}</p>
      </Confirm>
    </>
  );
}
