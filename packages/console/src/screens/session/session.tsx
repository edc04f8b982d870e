import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Card } from "../../parts/card.tsx";
import { Columns } from "../../parts/columns.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { readSession } from "../sessions/calls.ts";
import { SessionFacts } from "../sessions/session-facts.tsx";
import { isOpen, SessionState } from "../sessions/session-state.tsx";
import { texts as sessionTexts } from "../sessions/texts.ts";
import { AbortButton } from "./abort-button.tsx";
import { LinkButton } from "./link-button.tsx";
import { PersonCard } from "./person-card.tsx";
import { Related } from "./related.tsx";
import { SignatureCard } from "./signature-card.tsx";
import { texts } from "./texts.ts";
import { Timeline } from "./timeline.tsx";

const route = getRouteApi("/frame/sessions/$sessionId");
const pollMs = 5000;

/** One session: its course, its outcome, and the person for those who may see them. */
export function SessionPage() {
  const t = useTexts(texts);
  const { methods } = useTexts(sessionTexts);
  const { sessionId } = route.useParams();
  const may = useMay();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["session", sessionId],
    queryFn: ({ signal }) => readSession(sessionId, signal),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? pollMs : false),
  });
  const crumb = (
    <>
      <Link to="/sessions">{t.crumb}</Link> / <code>{sessionId}</code>
    </>
  );
  if (data === undefined) {
    return (
      <Screen title={sessionId} heading={<code>{sessionId}</code>} crumb={crumb}>
        {isPending && <Skeleton />}
        {error && <ProblemNote error={error} retry={() => void refetch()} />}
      </Screen>
    );
  }
  return (
    <Screen
      title={methods[data.method]}
      crumb={crumb}
      actions={
        <>
          <SessionState status={data.status} />
          {may("sessions.start") && isOpen(data) && data.flow === "page" && <LinkButton id={data.id} />}
          {may("sessions.start") && isOpen(data) && <AbortButton id={data.id} />}
        </>
      }
    >
      <Columns
        main={
          <>
            <Timeline steps={data.timeline} />
            <PersonCard id={data.id} />
          </>
        }
        side={
          <>
            <Card title={t.about}>
              <SessionFacts session={data} />
            </Card>
            {data.signature !== null && (
              <SignatureCard signature={data.signature} id={data.id} link={data.links.signedDocument} />
            )}
            <Related session={data} />
          </>
        }
      />
    </Screen>
  );
}
