import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/**
 * Searches every file below a folder for values that identify a demo person: PINFL, document
 * number, surname with name. Returns `file: record` for each match, never the value itself.
 */
export function personalDataIn(folder: string, peopleFile: string): string[] {
  const needles = readFileSync(peopleFile, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line, index) => identifying(JSON.parse(line).person, index + 1));
  const finds: string[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, name);
    if (!statSync(file).isFile()) continue;
    const text = readFileSync(file, "utf8");
    for (const { value, record } of needles) if (text.includes(value)) finds.push(`${name}: ${record}`);
  }
  return finds;
}

interface Named {
  pinfl: string;
  document: string;
  surname: string;
  name: string;
}

function identifying(person: Named, line: number): Array<{ value: string; record: string }> {
  return [
    { value: person.pinfl, record: `PINFL of demo person ${line}` },
    { value: person.document, record: `document of demo person ${line}` },
    { value: `${person.surname} ${person.name}`, record: `name of demo person ${line}` },
    { value: `"${person.surname}"`, record: `surname of demo person ${line}` },
  ];
}
