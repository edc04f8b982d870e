import type { OperatorView } from "@countersign/wire";
import { Status } from "../../parts/status.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** Whether a person can sign in: disabled, invited and not yet come, or active. */
export function OperatorState({ operator }: { operator: OperatorView }) {
  const t = useTexts(texts);
  if (!operator.active) return <Status health="off">{t.state.disabled}</Status>;
  const isInvited = operator.signInMethods.length === 0 && operator.email !== null;
  if (isInvited) return <Status health="warn">{t.state.invited}</Status>;
  return <Status health="ok">{t.state.active}</Status>;
}
