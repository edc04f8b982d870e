import { expect, test } from "vitest";
import { screenshot } from "./support/browser.ts";
import { consoleAt, goTo, stage, untilLoaded } from "./support/console-stage.ts";
import { serviceForTest } from "./support/service.ts";

test("a role is led to what it may use, sees no button that would be refused, and nothing it sees is refused", async () => {
  const staged = await stage(await serviceForTest("console-roles"));
  const { service, project, good, failed } = staged;
  const session = await service.manage("/sessions", { projectId: project.id, method: "document" });
  const { data: events } = await service.manage(`/events?projectId=${project.id}&type=kyc.completed`);
  const pages = {
    delivery: `/deliveries/${failed.id}`,
    webhook: `/webhooks/${good.id}`,
    session: `/sessions/${session.id}`,
    event: `/events/${events[0].id}`,
  };
  const refused: string[] = [];
  /** What each of them shows once its data has loaded. */
  const texts = new Map([
    [pages.delivery, "Куда и что"],
    [pages.webhook, "Порядок применения"],
    [pages.session, "Ход"],
    [pages.event, "Данные"],
  ]);
  const seenBy = async (role: "developer" | "viewer" | "reviewer", addresses: readonly string[]) => {
    const { token } = await service.manage("/operators", {
      name: `A ${role}`,
      role: null,
      projectRoles: [{ projectId: project.id, role }],
    });
    const { page } = await consoleAt(service, `/overview?project=${project.id}`, { token });
    page.on("response", (response) => {
      if (response.status() === 403) refused.push(`${role}: ${new URL(response.url()).pathname}`);
    });
    const buttons: Record<string, string[]> = {};
    const rail = page.getByRole("navigation", { name: "Разделы" }).getByRole("link");
    await rail.first().waitFor();
    const links = await rail.evaluateAll((each) =>
      each.map((link) => [new URL((link as HTMLAnchorElement).href).pathname, link.firstChild?.textContent]),
    );
    const sections = new Map(
      links.map(([path = "", name]) => [`${path}`.replace("/console", ""), `${name}`]),
    );
    // What a viewer is led to, a developer is, too.
    for (const address of role === "viewer" ? addresses : [...sections.keys(), ...addresses]) {
      await goTo(page, `${address}?project=${project.id}`);
      const title = sections.get(address);
      if (title !== undefined) await page.getByRole("heading", { level: 1, name: title }).waitFor();
      else
        await page
          .getByText(texts.get(address) ?? "", { exact: true })
          .first()
          .waitFor();
      await untilLoaded(page);
      const all = page.locator("#content").getByRole("button");
      buttons[address] = await all.evaluateAll((each) => each.map((one) => one.textContent ?? ""));
    }
    await screenshot(page, `console-as-${role}`);
    return { sections, buttons, page };
  };
  const none = (buttons: string[] | undefined, words: RegExp) =>
    expect(buttons?.filter((text) => words.test(text))).toEqual([]);
  const changing =
    /Записать|Отправить снова|Прервать|Новая ссылка|Показать|Выключить|Удалить|Заменить|Создать|curl/;

  const developer = await seenBy("developer", Object.values(pages));
  expect([...developer.sections.keys()]).toEqual([
    "/overview",
    "/sessions",
    "/deliveries",
    "/webhooks",
    "/events",
    "/interceptions",
    "/project",
  ]);
  expect(developer.buttons[pages.delivery]?.join()).toContain("Отправить снова");
  expect(developer.buttons[pages.session]?.join()).toMatch(/Новая ссылка.*Прервать/);
  for (const address of [pages.webhook, pages.event, "/project", "/webhooks"])
    none(developer.buttons[address], changing);
  none(developer.buttons[pages.session], /Показать/);

  const viewer = await seenBy("viewer", [pages.delivery, pages.webhook]);
  for (const buttons of Object.values(viewer.buttons)) none(buttons, changing);
  await goTo(viewer.page, `/project?project=${project.id}`);
  await viewer.page.getByText("Ваша роль позволяет смотреть, но не менять.").first().waitFor();
  expect(await viewer.page.getByLabel("PERSON_WEBHOOK_URL").isDisabled()).toBe(true);
  await goTo(viewer.page, `/registry?project=${project.id}`);
  await viewer.page.getByText("Это не входит в вашу роль.").waitFor();

  const reviewer = await seenBy("reviewer", [pages.session]);
  expect([...reviewer.sections.keys()]).toEqual(["/overview", "/reviews", "/sessions", "/project"]);
  none(reviewer.buttons[pages.session], changing);
  expect(refused).toEqual([]);
});
