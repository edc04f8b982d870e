import { Link } from "@tanstack/react-router";
import { Empty } from "../parts/empty.tsx";
import { useTexts } from "../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** An address that leads nowhere. */
export function Lost() {
  const t = useTexts(texts);
  return (
    <Empty text={t.lost}>
      <Link to="/">{t.toStart}</Link>
    </Empty>
  );
}
