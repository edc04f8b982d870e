import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { abortSession } from "../sessions/calls.ts";
import { texts } from "./texts.ts";

/** Ends a session that nobody needs any more. */
export function AbortButton({ id }: { id: string }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const abort = useMutation({
    mutationFn: () => abortSession(id),
    onSuccess: async () => {
      toast({ look: "ok", text: t.aborted });
      await cache.invalidateQueries({ queryKey: ["session", id] });
      await cache.invalidateQueries({ queryKey: ["sessions"] });
    },
    onError: (error) => toast({ look: "bad", error }),
  });
  return (
    <>
      <Button look="danger" disabled={abort.isPending} onClick={() => setAsking(true)}>
        {t.abort}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t.abortTitle(id)}
        action={t.abort}
        danger
        onConfirm={() => {
          setAsking(false);
          abort.mutate();
        }}
      >
        <p>{t.abortBody}</p>
      </Confirm>
    </>
  );
}
