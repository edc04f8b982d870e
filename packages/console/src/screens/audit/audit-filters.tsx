import { getRouteApi } from "@tanstack/react-router";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { Segments } from "../../parts/segments.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { actorKinds, rangeNames } from "./search.ts";
import { texts } from "./texts.ts";

const route = getRouteApi("/frame/audit");
const filterIds = ["kind", "actor", "action", "target"] as const;

/** The filters of the log; all are in the address. */
export function AuditFilters() {
  const t = useTexts(texts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (to: Record<string, unknown>) =>
    void navigate({ search: (before) => ({ ...before, cursor: undefined, id: undefined, ...to }) });
  const fields = filterIds.map((id) => ({
    id,
    label: t.fields[id],
    values: search[id],
    ...(id === "kind" && { options: actorKinds.map((value) => ({ value, text: t.kind[value] })) }),
  }));
  return (
    <FilterBar
      placeholder={t.search}
      fields={fields}
      onSearch={(text) => change(isAction(text) ? { action: [text] } : { target: [text] })}
      onChange={(field, values) => change({ [field]: values })}
    >
      <Segments
        label={t.scope}
        value={search.scope ?? "project"}
        options={(["project", "all"] as const).map((value) => ({ value, text: t.scopes[value] }))}
        onChange={(scope) => change({ scope: scope === "all" ? "all" : undefined })}
      />
      <Segments
        label={t.range}
        value={search.range ?? "all"}
        options={[...rangeNames, "all" as const].map((value) => ({ value, text: t.ranges[value] }))}
        onChange={(range) => change({ range: range === "all" ? undefined : range })}
      />
    </FilterBar>
  );
}

/** Actions look like `webhook.change`; everything else that is searched for is an id. */
function isAction(text: string): boolean {
  return /^[a-z_]+\.[a-z_]+$/.test(text);
}
