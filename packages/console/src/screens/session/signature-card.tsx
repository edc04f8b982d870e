import type { SessionDetail } from "@countersign/wire";
import { useMutation } from "@tanstack/react-query";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { downloadBlob } from "../../parts/download.ts";
import { Facts } from "../../parts/facts.tsx";
import { Time } from "../../parts/time.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { readSignedDocument } from "../sessions/calls.ts";
import { texts } from "./texts.ts";

/** The document that the session's applicant signs: how far that is, and the signed file for those who may see it. */
export function SignatureCard({
  signature,
  id,
  link,
}: {
  signature: NonNullable<SessionDetail["signature"]>;
  id: string;
  /** Of the signed document; null until there is one. */
  link: string | null;
}) {
  const { signing: t } = useTexts(texts);
  const toast = useToast();
  const may = useMay();
  const load = useMutation({
    mutationFn: readSignedDocument,
    gcTime: 0,
    onSuccess: (file) => downloadBlob(`signed-${id}.pdf`, file),
    onError: (error) => toast({ look: "bad", error }),
  });
  const { pages, bytes, suppliedAt, agreedAt, codesSent, wrongCodes, signedAt } = signature;
  const time = (at: string | null) => at && <Time at={at} full />;
  return (
    <Card title={t.title}>
      <Facts
        facts={[
          [t.document, t.size(pages, Math.max(1, Math.round(bytes / 1000)))],
          [t.supplied, time(suppliedAt)],
          [t.agreed, time(agreedAt)],
          [t.codes, codesSent === 0 ? null : t.codesOf(codesSent, wrongCodes)],
          [t.signed, time(signedAt)],
        ]}
      />
      {link !== null && may("signed_documents.read") && (
        <>
          <p>{t.hint}</p>
          <Button disabled={load.isPending} onClick={() => load.mutate(link)}>
            {t.load}
          </Button>
        </>
      )}
    </Card>
  );
}
