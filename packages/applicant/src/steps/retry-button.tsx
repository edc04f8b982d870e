import { useState } from "preact/hooks";
import type { SessionApi } from "../api.ts";
import type { Texts } from "../texts/texts.ts";
import { Notice } from "./notice.tsx";

/** Leads an applicant who failed to another session. */
export function RetryButton({ api, texts }: { api: SessionApi; texts: Texts }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const retry = async () => {
    setBusy(true);
    const result = await api.retry();
    if (result.ok) return location.assign(result.address);
    setProblem(result.code);
    setBusy(false);
  };
  return (
    <div class="actions">
      <Notice code={problem} texts={texts} />
      <button type="button" class="primary" disabled={busy} onClick={() => void retry()}>
        {texts.problems.again}
      </button>
    </div>
  );
}
