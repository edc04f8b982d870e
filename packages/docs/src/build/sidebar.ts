import type { StarlightUserConfig } from "@astrojs/starlight/types";
import { titleOf } from "../reference/api-pages.ts";
import type { OpenApi } from "../reference/openapi.ts";
import { operationsOf, tagPage } from "../reference/operations.ts";

type Sidebar = NonNullable<StarlightUserConfig["sidebar"]>;
type Item = string | ReturnType<typeof inEnglish>;

/**
 * The pages in the order of the sidebar. Guides are named by their titles, in both languages; those that no group names
 * follow under "More".
 */
export function sidebar(document: OpenApi, guides: readonly string[]): Sidebar {
  const listed = groups();
  const named = new Set(listed.flatMap(({ items }) => items));
  const others = guides.filter((id) => !named.has(id));
  return [
    ...listed,
    ...(others.length > 0 ? [group("More", "Ещё", others)] : []),
    apiReference(document),
    group("Reference", "Справочник", [
      "events",
      "errors",
      "changelog",
      inEnglish("decisions", "Decisions", "Обоснования решений"),
      inEnglish("architecture", "Architecture", "Архитектура"),
    ]),
  ];
}

function groups() {
  return [
    group("Start here", "Начало", [
      "index",
      "guides/quick-start",
      "guides/concepts",
      "guides/verifying-signatures",
      "guides/receiving",
      "guides/local-testing",
      "guides/command-line",
      "guides/going-live",
      "guides/migrating",
      "guides/setup",
    ]),
    group("Compatible APIs", "Совместимые API", [
      "guides/able-id",
      "guides/love-and-pay",
      "guides/treezor",
      "guides/operations-and-gateway",
    ]),
    group("Verification", "Проверка людей", [
      "guides/sessions-and-reviews",
      "guides/embedding",
      "guides/e-signature",
      "guides/video-calls",
      "guides/registry",
      "guides/checks",
      "guides/checks-mrz",
      "guides/checks-faces",
      "guides/erasure",
    ]),
    group("Events and hooks", "События и хуки", [
      "guides/webhooks",
      "guides/event-types",
      "guides/delivery",
      "guides/replay",
      "guides/hooks",
    ]),
    group("Operations", "Эксплуатация", [
      "guides/projects",
      "guides/operations",
      "guides/monitoring",
      "guides/backup",
      "guides/moving",
      "guides/bucket",
      "guides/several-machines",
      "guides/cells",
      "guides/packaging",
      "guides/quotas",
      "guides/benchmark",
      "security",
      "security/data",
      "security/cryptography",
      inEnglish("security/asvs", "ASVS 5.0.0, level 2", "ASVS 5.0.0, уровень 2"),
      "security/reporting",
    ]),
  ];
}

function apiReference(document: OpenApi) {
  const operations = operationsOf(document);
  return {
    ...group("API reference", "Справочник API", ["api"]),
    items: [
      "api",
      ...document.tags.map(({ name }) => ({
        label: titleOf(name, "en"),
        translations: { ru: titleOf(name, "ru") },
        collapsed: true,
        items: [tagPage(name), ...operations.filter(({ tag }) => tag === name).map(({ id }) => id)],
      })),
    ],
  };
}

/** A page without a Russian version, which the Russian sidebar says. */
function inEnglish(slug: string, label: string, russian: string) {
  return { slug, label, translations: { ru: `${russian} (англ.)` } };
}

function group(label: string, russian: string, items: Item[]) {
  return { label, translations: { ru: russian }, items, collapsed: true };
}
