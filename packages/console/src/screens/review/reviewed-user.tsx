import type { ReviewDetail } from "@countersign/wire";
import { useMutation } from "@tanstack/react-query";
import { getBlob } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { downloadBlob } from "../../parts/download.ts";
import { Facts } from "../../parts/facts.tsx";
import { Status } from "../../parts/status.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./review.module.css";
import { texts } from "./texts.ts";

const healths = { PENDING: "warn", VALIDATED: "ok", REFUSED: "bad", CANCELED: "off" } as const;

/** What the integrator says of the user, and their documents. */
export function ReviewedUser({ review: { user, documents } }: { review: ReviewDetail }) {
  const t = useTexts(texts);
  const toast = useToast();
  const read = useMutation({
    mutationFn: async ({ url, name }: ReviewDetail["documents"][number]) =>
      downloadBlob(name, await getBlob(url)),
    onError: (error) => toast({ look: "bad", error }),
  });
  if (user === null) return null;
  return (
    <Card title={t.user}>
      {user.frozen && <Status health="warn">{t.frozen}</Status>}
      {user.status === "CANCELED" && <Status health="bad">{t.cancelled}</Status>}
      <Facts facts={user.fields.map(({ name, value }) => [name, value] as const)} />
      <h3>{t.documents}</h3>
      {documents.length === 0 && <p>{t.noDocuments}</p>}
      <ul className={styles.checks}>
        {documents.map((document) => (
          <li key={document.id}>
            <Status health={healths[document.status]}>{t.documentStatus[document.status]}</Status>
            <span>
              {document.name} · {document.type} · {t.kilobytes(Math.ceil(document.bytes / 1024))}
            </span>
            <Button disabled={read.isPending} onClick={() => read.mutate(document)}>
              {t.download}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
