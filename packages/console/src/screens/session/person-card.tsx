import type { SessionPersonalData } from "@countersign/wire";
import type { ReactNode } from "react";
import { Card } from "../../parts/card.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Reveal } from "../../parts/reveal.tsx";
import { Time } from "../../parts/time.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts as reviewTexts } from "../review/texts.ts";
import { readPerson } from "../sessions/calls.ts";
import styles from "./session.module.css";
import { texts } from "./texts.ts";

/** Whom the session is about, once somebody asks; the audit log says who did. */
export function PersonCard({ id }: { id: string }) {
  const t = useTexts(texts);
  const may = useMay();
  return (
    <Card title={t.person}>
      <Reveal of={id} allowed={may("personal_data.read")} read={() => readPerson(id)}>
        {(person) => <Person person={person} />}
      </Reveal>
    </Card>
  );
}

const objects = [
  "verifiedIdentity",
  "expectedIdentity",
  "registryPerson",
  "registryCrossing",
  "customer",
  "metadata",
] as const;

function Person({ person }: { person: SessionPersonalData }) {
  const t = useTexts(texts);
  const { picture, fields } = useTexts(reviewTexts);
  // The registry's own fields keep their names: its `lastName`, for one, is a patronymic.
  const label = (part: (typeof objects)[number], name: string) =>
    part.endsWith("Identity") ? (fields[name] ?? name) : name;
  if (person.erased) return <p>{t.erased}</p>;
  const known = objects.filter((part) => person[part] !== null);
  const ids = (["pinfl", "document", "identId"] as const).filter((part) => person[part] !== null);
  if (known.length === 0 && ids.length === 0 && person.pictures.length === 0) return <p>{t.nobody}</p>;
  return (
    <>
      {ids.length > 0 && (
        <Facts facts={ids.map((part) => [t.parts[part], <code key={part}>{person[part]}</code>])} />
      )}
      {known.map((part) => (
        <section key={part} className={styles.part}>
          <h3>{t.parts[part]}</h3>
          <Facts
            facts={Object.entries(person[part] ?? {}).map(([name, value]) => [
              label(part, name),
              valueText(value),
            ])}
          />
        </section>
      ))}
      {person.pictures.length > 0 && (
        <div className={styles.pictures}>
          {person.pictures.map(({ name, contentType, base64, takenAt }) => (
            <figure key={name}>
              <img src={`data:${contentType};base64,${base64}`} alt={picture[name] ?? name} />
              <figcaption>
                {picture[name] ?? name} {takenAt && <Time at={takenAt} />}
              </figcaption>
            </figure>
          ))}
        </div>
      )}
    </>
  );
}

/** Null is left out: the registry has many fields that few people have a value of. */
function valueText(value: unknown): ReactNode {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? <code>{JSON.stringify(value)}</code> : String(value);
}
