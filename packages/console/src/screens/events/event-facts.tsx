import type { EventView } from "@countersign/wire";
import { Facts } from "../../parts/facts.tsx";
import { Time } from "../../parts/time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { SubjectLink } from "./subject-link.tsx";
import { texts } from "./texts.ts";
import { useEventTitle } from "./use-event-title.ts";

/** What is known of an event without its payload. */
export function EventFacts({ event: { id, type, subject, sequence, createdAt } }: { event: EventView }) {
  const t = useTexts(texts);
  const title = useEventTitle();
  return (
    <Facts
      facts={[
        [t.facts.what, title(type)],
        [t.facts.event, <code key="id">{id}</code>],
        [t.facts.subject, subject && <SubjectLink subject={subject} />],
        [t.facts.sequence, sequence],
        [t.facts.created, <Time key="at" at={createdAt} full />],
      ]}
    />
  );
}
