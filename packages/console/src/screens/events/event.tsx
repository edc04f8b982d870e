import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Card } from "../../parts/card.tsx";
import { Code } from "../../parts/code.tsx";
import { Columns } from "../../parts/columns.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Reveal } from "../../parts/reveal.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useMayReveal } from "../../project/use-may-reveal.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { readEvent, readPayload } from "./calls.ts";
import { EventDeliveries } from "./event-deliveries.tsx";
import { EventFacts } from "./event-facts.tsx";
import { texts } from "./texts.ts";

const route = getRouteApi("/frame/events/$eventId");

/** One event: what it carries, for those who may see it, and where it went. */
export function EventPage() {
  const t = useTexts(texts);
  const { eventId } = route.useParams();
  const mayReveal = useMayReveal(undefined);
  const event = useQuery({
    queryKey: ["event", eventId],
    queryFn: async ({ signal }) => (await readEvent(eventId, signal)) ?? null,
  });
  const { data } = event;
  return (
    <Screen
      title={data?.type ?? eventId}
      heading={<code>{data?.type ?? eventId}</code>}
      crumb={
        <>
          <Link to="/events">{t.crumb}</Link> / <code>{eventId}</code>
        </>
      }
    >
      {event.isPending && <Skeleton />}
      {event.error && <ProblemNote error={event.error} retry={() => void event.refetch()} />}
      {data === null && <Empty text={t.unknown} />}
      {data && (
        <Columns
          main={
            <Card title={t.payload}>
              <Reveal of={eventId} allowed={mayReveal(data.type)} read={() => readPayload(eventId)}>
                {({ payload, withheld }) =>
                  withheld === null ? (
                    <Code label={t.payload} text={JSON.stringify(payload)} />
                  ) : (
                    <Note>{t.withheld[withheld]}</Note>
                  )
                }
              </Reveal>
            </Card>
          }
          side={
            <>
              <Card
                title={t.facts.event}
                aside={
                  data.subject && (
                    <Link to="/events" search={{ subject: [data.subject] }}>
                      {t.sameSubject}
                    </Link>
                  )
                }
              >
                <EventFacts event={data} />
              </Card>
              <Card title={t.deliveries}>
                <EventDeliveries eventId={eventId} />
              </Card>
            </>
          }
        />
      )}
    </Screen>
  );
}
