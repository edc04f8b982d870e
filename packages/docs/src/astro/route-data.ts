import { defineRouteMiddleware, type StarlightRouteData } from "@astrojs/starlight/route-data";

type Entry = StarlightRouteData["sidebar"][number];

/**
 * Leaves the operations of the API out of the sidebar, except those of the part that is read: with all of them each page
 * would be 60 KB larger. A part that is left out is a link to its own page.
 */
export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { sidebar } = locals.starlightRoute;
  locals.starlightRoute.sidebar = sidebar.map(pruned);
});

function pruned(entry: Entry): Entry {
  if (entry.type === "link") return entry;
  return { ...entry, entries: entry.entries.map((each) => (isOtherPart(each) ? linkTo(each) : each)) };
}

/** A group within a group is a part of the API. */
function isOtherPart(entry: Entry): entry is Extract<Entry, { type: "group" }> {
  return entry.type === "group" && !entry.entries.some((each) => each.type === "link" && each.isCurrent);
}

function linkTo({ label, entries }: Extract<Entry, { type: "group" }>): Entry {
  const [first] = entries;
  if (first?.type !== "link") throw new Error(`The part ${label} has no page`);
  return { ...first, label };
}
