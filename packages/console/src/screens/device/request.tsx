import type { deviceRequestSchema } from "@countersign/wire";
import { useMutation } from "@tanstack/react-query";
import { post } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Note } from "../../parts/note.tsx";
import { Time } from "../../parts/time.tsx";
import { useProof } from "../../people/use-proof.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./device.module.css";
import { Failure } from "./failure.tsx";
import { texts } from "./texts.ts";

export type DeviceRequest = (typeof deviceRequestSchema)["_zod"]["output"];

/** Who asks under a code, and the decision. */
export function Request({ userCode, request }: { userCode: string; request: DeviceRequest }) {
  const t = useTexts(texts);
  const { proven, dialog } = useProof();
  const decide = useMutation({
    mutationFn: (decision: "approve" | "refuse") =>
      proven(() => post(`/devices/${decision}`, { userCode: userCode.trim() })),
  });
  if (decide.isSuccess)
    return (
      <Note look={decide.variables === "approve" ? "ok" : "info"} live>
        {decide.variables === "approve" ? t.approved : t.refused}
      </Note>
    );
  return (
    <>
      <Card title={t.asks}>
        <Facts
          facts={[
            [t.code, <code key="code">{userCode.toUpperCase()}</code>],
            [t.program, request.name],
            [t.address, request.address ?? t.unknown],
            [t.askedAt, <Time key="time" at={request.askedAt} full />],
          ]}
        />
        <Note look="warn">{t.warning}</Note>
        <div className={styles.actions}>
          <Button look="primary" disabled={decide.isPending} onClick={() => decide.mutate("approve")}>
            {t.approve}
          </Button>
          <Button disabled={decide.isPending} onClick={() => decide.mutate("refuse")}>
            {t.refuse}
          </Button>
        </div>
      </Card>
      {decide.error !== null && <Failure error={decide.error} />}
      {dialog}
    </>
  );
}
