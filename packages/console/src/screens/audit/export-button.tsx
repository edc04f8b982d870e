import { useMutation } from "@tanstack/react-query";
import { get } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { downloadText } from "../../parts/download.ts";
import { useToast } from "../../parts/toasts.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { type AuditSearch, auditFilter } from "./search.ts";
import { texts } from "./texts.ts";

/** Gives all records that the filters find as a file, one JSON object a line. */
export function ExportButton({ search, projectId }: { search: AuditSearch; projectId: string | undefined }) {
  const t = useTexts(texts);
  const toast = useToast();
  const exported = useMutation({
    mutationFn: () => get<string>("/audit/export", auditFilter(search, projectId, Date.now())),
    onSuccess: (lines) => downloadText("audit.ndjson", "application/x-ndjson", lines),
    onError: (error) => toast({ look: "bad", error }),
  });
  return (
    <Button aria-disabled={exported.isPending} onClick={() => !exported.isPending && exported.mutate()}>
      {t.export}
    </Button>
  );
}
