import type { AttemptView, DeliveryDetail } from "@countersign/wire";
import { useMutation } from "@tanstack/react-query";
import { useKeys } from "../../keys/keys.ts";
import { Button } from "../../parts/button.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useMayReveal } from "../../project/use-may-reveal.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { readContent } from "../deliveries/calls.ts";
import { texts } from "../deliveries/texts.ts";
import { curlCommand } from "./request-text.ts";

/** Copies an attempt as a curl command with its body: a look at its content, which is audited. */
export function CurlButton({
  delivery: { id, projectId, type },
  attempt,
}: {
  delivery: DeliveryDetail;
  attempt: AttemptView | undefined;
}) {
  const t = useTexts(texts);
  const toast = useToast();
  const allowed = useMayReveal(projectId)(type);
  const copy = useMutation({
    mutationFn: async () => {
      if (attempt === undefined) return;
      const { body } = await readContent(id);
      await navigator.clipboard.writeText(curlCommand(attempt, body));
    },
    gcTime: 0,
    onSuccess: () => toast({ look: "ok", text: t.curlCopied }),
    onError: (error) => toast({ look: "bad", error }),
  });
  const run = () => copy.mutate();
  useKeys(attempt === undefined || !allowed ? [] : [{ keys: "c", label: t.copyCurl, run }]);
  if (!allowed) return null;
  return (
    <Button keys="c" onClick={run} disabled={attempt === undefined}>
      {t.copyCurl}
    </Button>
  );
}
