import { Screen } from "../../parts/screen.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { Imports } from "./imports.tsx";
import { Sources } from "./sources.tsx";
import { texts } from "./texts.ts";

/** Where people's data comes from: sources that are asked, and files that are imported. */
export function Registry() {
  const t = useTexts(texts);
  return (
    <Screen title={t.title}>
      <Sources />
      <Imports />
    </Screen>
  );
}
