import type { SessionView } from "@countersign/wire";
import { type Health, Status } from "../../parts/status.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

const healths: Readonly<Record<SessionView["status"], Health>> = {
  created: "info",
  started: "info",
  processing: "info",
  in_review: "warn",
  resubmission_requested: "info",
  succeeded: "ok",
  failed: "bad",
  aborted: "off",
  expired: "off",
};

/** Where a session stands. */
export function SessionState({ status }: { status: SessionView["status"] }) {
  const t = useTexts(texts);
  return <Status health={healths[status]}>{t.status[status]}</Status>;
}

/** Whether it still waits for something. */
export function isOpen({ status }: Pick<SessionView, "status">): boolean {
  return ["created", "started", "processing", "in_review", "resubmission_requested"].includes(status);
}
