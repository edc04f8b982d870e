import { Link } from "@tanstack/react-router";
import { idTarget } from "../../frame/id-target.ts";

/** What an event is about; a session leads to its page. */
export function SubjectLink({ subject }: { subject: string }) {
  const code = <code>{subject}</code>;
  return idTarget(subject)?.startsWith("/console/sessions/") ? (
    <Link to="/sessions/$sessionId" params={{ sessionId: subject }}>
      {code}
    </Link>
  ) : (
    code
  );
}
