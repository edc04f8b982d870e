import { Outlet, useLocation } from "@tanstack/react-router";
import { Empty } from "../parts/empty.tsx";
import { Screen } from "../parts/screen.tsx";
import { useAccount } from "../people/use-account.ts";
import { useMay } from "../people/use-may.ts";
import { useProjects } from "../project/use-project.ts";
import { useTexts } from "../texts/use-texts.ts";
import { sections } from "./sections.ts";
import { texts } from "./texts.ts";

/** The screen of the address, or, where it belongs to a section that is not for the person's role, a word about that. */
export function Permitted() {
  const t = useTexts(texts);
  const may = useMay();
  const account = useAccount();
  const projects = useProjects();
  const parts = useLocation().pathname.split("/");
  const section = sections.find(({ id }) => parts.includes(id));
  const isKnown = account.isSuccess && projects.isSuccess;
  if (!isKnown || section === undefined || may(section.needs)) return <Outlet />;
  return (
    <Screen title={t.section[section.id]}>
      <Empty text={t.notForYou} />
    </Screen>
  );
}
