import type { InterceptionSummary } from "@countersign/wire";
import { type Health, Status } from "../../parts/status.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

const healths: Readonly<Record<InterceptionSummary["verdict"], Health>> = {
  allowed: "ok",
  denied: "bad",
  broken: "bad",
};

/** The outcome of a chain. `by`: the hook that ended it, if known. */
export function VerdictStatus({
  run: { verdict, degraded, dryRun },
  by,
}: {
  run: Pick<InterceptionSummary, "verdict" | "degraded" | "dryRun">;
  by?: string | undefined;
}) {
  const t = useTexts(texts);
  return (
    <>
      <Status health={healths[verdict]}>
        {t.verdict[verdict]}
        {by !== undefined && `: ${by}`}
      </Status>{" "}
      {degraded && <Status health="warn">{t.degraded}</Status>}{" "}
      {dryRun && <Status health="off">{t.dryRun}</Status>}
    </>
  );
}
