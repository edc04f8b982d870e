import type { SessionView } from "@countersign/wire";
import { Facts } from "../../parts/facts.tsx";
import { Time } from "../../parts/time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { checkTexts } from "../review/check-texts.ts";
import { texts } from "./texts.ts";

/** What is known of a session without anything personal. */
export function SessionFacts({ session }: { session: SessionView }) {
  const t = useTexts(texts);
  const { reason } = useTexts(checkTexts);
  const { facts } = t;
  const code = (text: string | null) => text && <code>{text}</code>;
  const time = (at: string | null) => at && <Time at={at} full />;
  const { failureReason, personKind } = session;
  return (
    <Facts
      facts={[
        [facts.session, code(session.id)],
        [facts.method, t.methods[session.method]],
        [facts.reason, failureReason && reason[failureReason]],
        [facts.transaction, code(session.transactionId)],
        [facts.user, code(session.userId)],
        [facts.origin, t.origins[session.origin]],
        [facts.flow, t.flows[session.flow]],
        [facts.person, personKind && t.personKinds[personKind]],
        [facts.language, session.language],
        [facts.created, time(session.createdAt)],
        [facts.expires, time(session.expiresAt)],
        [facts.decided, time(session.decidedAt)],
        [facts.redacted, time(session.redactedAt)],
      ]}
    />
  );
}
