import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { screenshot } from "./support/browser.ts";
import { consoleAt, phone, projectOf, stage } from "./support/console-stage.ts";
import { fickleReceiverForTest } from "./support/fickle-receiver.ts";
import { serviceForFile, until } from "./support/service.ts";

const serviceOfFile = serviceForFile("console");

test("the form, filled in Russian, refuses contradictions and is saved, and a real order calls its webhook", async () => {
  const service = await serviceOfFile();
  const project = await projectOf(service);
  const receiver = await fickleReceiverForTest();
  receiver.accept();
  const { page, errors } = await consoleAt(service, `/webhooks?project=${project.id}`);
  // The key is there for whom the button is.
  await page
    .getByRole("link", { name: /^Создать/ })
    .first()
    .waitFor();
  await page.keyboard.press("n");
  const judged = page.waitForResponse((response) => response.url().endsWith("/webhooks/validate"));
  await page.getByLabel("Наименование", { exact: true }).fill("Склад");
  // A form that is half filled in is no error, which the browser would log.
  expect((await judged).status()).toBe(200);
  await page.getByLabel("Порядок применения").fill("5");
  await page.getByLabel("Адрес", { exact: true }).fill(`${receiver.url}/stock`);
  await page.getByRole("combobox", { name: "Событие", exact: true }).pressSequentially("before_order_add");
  await page.getByRole("option", { name: /before_order_add/ }).click();

  const block = page.getByLabel("Блок без ответа");
  const wait = page.getByLabel("Ожидание ответа");
  await block.check();
  await page.getByText("нельзя вместе с «Блок без ответа»").first().waitFor();
  await wait.press("Space");
  expect([await block.isChecked(), await wait.isChecked()]).toEqual([true, false]);
  await page.getByText("forget: отправляется один раз").waitFor();
  await block.uncheck();
  await wait.check();
  await page.getByText("gate: вызывается до операции и может её запретить.").waitFor();
  await page.getByText(/^Изменено: Наименование, Адрес, Событие, Порядок применения, Признаки$/).waitFor();
  await screenshot(page, "console-form-filled");
  await page.keyboard.press("Control+s");
  await page.getByText(/^whsec_/).waitFor();
  await page.getByRole("button", { name: "Готово" }).click();
  await page.getByRole("link", { name: "Склад" }).waitFor();

  const asShop = async (path: string, body: object) => {
    const response = await fetch(`${service.url()}/organization${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${project.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(201);
    return response.json();
  };
  const { user } = await asShop("/user/new", { phone: "+79990000001" });
  const items = [{ sku: "TEA-1", name: "Чай", quantity: 2, price: 35_000 }];
  await asShop("/order/add", { userId: user.id, items, currency: "RUB", discount: 0, deliveryPrice: 0 });
  await until("the webhook is called", () => receiver.bodies.length === 1);
  expect(receiver.bodies[0]).toContain("before_order_add");
  expect(errors).toEqual([]);
});

test("a failing delivery is found by the filter, its cause is read, and it is sent again", async () => {
  const { service, fickle, project, failed } = await stage(await serviceOfFile());
  const { page, errors } = await consoleAt(service, `/deliveries?project=${project.id}`);
  await page.getByRole("button", { name: "+ фильтр" }).click();
  await page.getByRole("menuitem", { name: "Статус", exact: true }).click();
  const status = page.getByRole("group", { name: "Статус" });
  await status.getByRole("checkbox", { name: "не доставлено" }).check();
  await page.keyboard.press("Escape");
  // In the table: the filter, which is closing, has the same word.
  await page.getByRole("table").getByText("доставлено", { exact: true }).waitFor({ state: "detached" });
  expect(new URL(page.url()).searchParams.get("status")).toBe("exhausted");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByText(/^Не доставлено: 1 попытка за .*, последний ответ: 500\.$/).waitFor();
  fickle.accept();
  await page.keyboard.press("r");
  await page.getByText("Доставка снова в очереди.").waitFor();
  await until("it is delivered", async () => {
    const { status } = await service.manage(`/deliveries/${failed.id}`);
    return status === "delivered";
  });
  await page.keyboard.press("o");
  await page.getByText("Попытки (2)").first().waitFor();
  await page.getByRole("button", { name: "Показать" }).click();
  await page.getByText('"type": "kyc.completed"').waitFor();
  const { data } = await service.manage(`/audit?action=delivery.view&target=${failed.id}`);
  expect(data).toHaveLength(1);
  expect(errors).toEqual([]);
});

test("deliveries made while the log is open are counted, and shown live until paused", async () => {
  const { service, project } = await stage(await serviceOfFile());
  const { page, errors } = await consoleAt(service, `/deliveries?project=${project.id}`);
  const followed = page.waitForResponse((response) => response.url().includes("/stream") && response.ok());
  await page.getByRole("button", { name: "вживую" }).click();
  await followed;
  const happen = async (type: string) => {
    const { example: payload } = await service.manage(`/event-types/${type}`);
    await service.manage("/events", { projectId: project.id, type, subject: "order-2", payload });
  };
  const tail = page.getByRole("region", { name: "Как есть сейчас" });
  await happen("kyc.failed");
  await tail.getByRole("link", { name: "kyc.failed" }).first().waitFor();
  await page.getByRole("button", { name: "1 новая" }).click();
  await page.getByRole("table").getByText("kyc.failed").first().waitFor();
  await tail.getByRole("button", { name: "Пауза" }).click();
  // For both webhooks, one of which fails.
  await happen("kyc.completed");
  await tail.getByText("2 новых").waitFor();
  expect(await tail.getByRole("link").allTextContents()).toEqual(["kyc.failed"]);
  await tail.getByRole("button", { name: "Продолжить" }).click();
  await tail.getByRole("link", { name: "kyc.completed" }).first().waitFor();
  await screenshot(page, "console-live-tail");
  expect(errors).toEqual([]);
});

test("a session's page shows the person on request, makes a new link, and aborts the session", async () => {
  const service = await serviceOfFile();
  const project = await projectOf(service);
  const started = await service.manage("/sessions", {
    projectId: project.id,
    method: "document",
    userId: "customer-7",
    expectedIdentity: { firstName: "ANNA", lastName: "KARIMOVA" },
  });
  const { page, errors } = await consoleAt(service, `/sessions?project=${project.id}`);
  await page.getByRole("searchbox").fill(started.id);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Документ" }).waitFor();
  expect(await page.getByText("KARIMOVA").count()).toBe(0);
  await page.getByRole("button", { name: "Показать" }).click();
  await page.getByText("KARIMOVA").waitFor();

  await page.getByRole("button", { name: "Новая ссылка" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Новая ссылка" }).click();
  const link = await page.getByRole("dialog").getByText(`/s/${started.id}#`).textContent();
  expect(link).not.toBe(started.url);
  await page.getByRole("button", { name: "Готово" }).click();

  await page.getByRole("button", { name: "Прервать" }).click();
  const asked = page.getByRole("alertdialog", { name: `Прервать сессию ${started.id}?` });
  await asked.getByRole("button", { name: "Прервать" }).click();
  await page.getByText("Сессия прервана.").waitFor();
  await page
    .getByText(/^прервана$/)
    .first()
    .waitFor();
  const { data } = await service.manage(`/audit?target=${started.id}`);
  expect(data.map(({ action }: { action: string }) => action).toSorted()).toEqual([
    "session.abort",
    "session.page_link",
    "session.view",
  ]);
  await page.getByRole("link", { name: "Сессии того же пользователя" }).click();
  await page.getByText("Пользователь: customer-7").waitFor();
  expect(new URL(page.url()).searchParams.get("user")).toBe("customer-7");
  expect(errors).toEqual([]);
});

test("a failed session and the one in which the applicant tried again lead to each other", async () => {
  const service = await serviceOfFile();
  const project = await projectOf(service);
  await service.manage(`/projects/${project.id}`, { applicantPage: { retries: 1 } }, "PATCH");
  const failed = await service.manage("/sessions", { projectId: project.id, method: "document" });
  const outcome = { outcome: "failed", reason: "document_unreadable" };
  await service.manage(`/sessions/${failed.id}/simulate`, outcome);
  const { origin, pathname, hash } = new URL(failed.url);
  const headers = { "x-page-token": hash.slice(1) };
  const retried = await fetch(`${origin}${pathname}/retry`, { method: "POST", headers });
  expect(retried.status).toBe(200);
  const { attemptId } = await retried.json();

  const { page, errors } = await consoleAt(service, `/sessions/${failed.id}`);
  await page.getByRole("link", { name: "Заявитель попробовал снова: следующая сессия" }).click();
  await page.waitForURL(`**/console/sessions/${attemptId}*`);
  await page.getByRole("link", { name: "Попытка 2: предыдущая неудачная сессия" }).click();
  await page.waitForURL(`**/console/sessions/${failed.id}*`);
  await page.getByRole("link", { name: "Заявитель попробовал снова: следующая сессия" }).waitFor();
  expect(errors).toEqual([]);
});

test("a hook is tried among the others before it is saved, and its run shows what it changes", async () => {
  const service = await serviceOfFile();
  const project = await projectOf(service);
  const receiver = await fickleReceiverForTest();
  receiver.accept('{"data": {"order": {"discount": 500}}}');
  const hook = await service.manage("/webhooks", {
    projectId: project.id,
    name: "Promo",
    url: `${receiver.url}/promo`,
    events: ["before_order_add"],
    mode: "gate_apply",
  });
  const { page, errors } = await consoleAt(service, `/webhooks/${hook.id}?project=${project.id}`);
  await page.getByLabel("Наименование", { exact: true }).fill("Promo 2");
  await page.getByRole("button", { name: "Спросить все хуки" }).click();
  await page.getByRole("link", { name: "Открыть перехват" }).click();
  // What is typed is not saved: the form asks before it is left.
  await page.getByRole("alertdialog").getByRole("button").last().click();
  await page.getByText("без последствий", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Показать" }).click();
  await page.getByText("Promo 2").waitFor();
  await page.getByText("order/discount: 500").waitFor();
  await page.locator("ins").getByText('+     "discount": 500').waitFor();
  await screenshot(page, "console-interception-changed");
  const { data } = await service.manage(`/interceptions?projectId=${project.id}`);
  expect(data).toMatchObject([{ dryRun: true, verdict: "allowed" }]);
  expect((await service.manage(`/webhooks/${hook.id}`)).name).toBe("Promo");
  await page.getByRole("link", { name: "Перехваты", exact: true }).first().click();
  await page.getByRole("button", { name: /before_order_add/ }).click();
  await page.getByRole("region", { name: /^icp_/ }).getByText("Ответ операции").waitFor();
  expect(errors).toEqual([]);
});

test("many deliveries are counted, sent again and stopped", async () => {
  const { service, fickle, project, bad, failed } = await stage(await serviceOfFile());
  const { page } = await consoleAt(service, `/deliveries?project=${project.id}&webhook=${bad.id}`);
  fickle.accept();
  await page.getByRole("button", { name: "Отправить снова…" }).click();
  await page.getByRole("heading", { name: "Отправить снова 1 доставку в DWH" }).waitFor();
  // Responses about its progress are held back, so that it runs for as long as the test needs.
  const held = Promise.withResolvers<void>();
  await page.route("**/manage/v1/replays/rpl_*", async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.getByRole("button", { name: "Отправить", exact: true }).click();
  await page.getByRole("progressbar").waitFor();
  await screenshot(page, "console-resend-progress");
  const stopped = page.waitForResponse((response) => response.url().endsWith("/cancel"));
  await page.getByRole("button", { name: "Остановить" }).click();
  expect((await stopped).status()).toBe(200);
  held.resolve();
  await page.getByRole("heading", { name: /^(Остановлено|Все в очереди)$/ }).waitFor();
  const { data } = await service.manage(`/replays?projectId=${project.id}`);
  expect(data).toHaveLength(1);
  expect(data[0].status).not.toBe("running");
  expect(data[0].filter.webhookId).toEqual([failed.webhookId]);
});

test("an operator changes a static address and the applicant's page; what is wrong is refused in place", async () => {
  const service = await serviceOfFile();
  const project = await projectOf(service);
  const { page } = await consoleAt(service, `/project?project=${project.id}`);
  const address = page.getByLabel("PERSON_WEBHOOK_URL");
  const save = page
    .getByRole("region", { name: "Статические адреса" })
    .getByRole("button", { name: "Записать" });
  await address.fill("https://10.0.0.7/person");
  await save.click();
  await page.getByText(/10\.0\.0\.7 is a private address/).waitFor();
  await address.fill("http://127.0.0.1:9099/person");
  await save.click();
  await page.getByText("Записано.").waitFor();
  const config = await service.manage(`/projects/${project.id}/config`);
  expect(config.PERSON_WEBHOOK_URL).toBe("http://127.0.0.1:9099/person");

  const card = page.getByRole("region", { name: "Страница заявителя" });
  await card.getByLabel("Повторные попытки после неудачи").fill("9");
  await card.getByRole("button", { name: "Записать" }).click();
  await card.getByText("must be a whole number from 0 to 5").last().waitFor();
  await card.getByLabel("Повторные попытки после неудачи").fill("2");
  const origins = card.getByLabel("Источники, которые могут встраивать страницу");
  await origins.fill("https://bank.example\nhttps://*.bank.example");
  await card.getByRole("button", { name: "Записать" }).click();
  await card.getByText("https://*.bank.example must be an https origin").waitFor();
  await origins.fill("https://bank.example\nhttps://shop.example\n");
  await card.getByRole("button", { name: "Записать" }).click();
  await expect
    .poll(async () => (await service.manage(`/projects/${project.id}`)).applicantPage)
    .toMatchObject({ retries: 2, embedOrigins: ["https://bank.example", "https://shop.example"] });
});

test("earlier settings are restored, and two people who change the same field see each other's change", async () => {
  const service = await serviceOfFile();
  const project = await projectOf(service);
  const webhook = await service.manage("/webhooks", {
    projectId: project.id,
    name: "Первое имя",
    url: "http://127.0.0.1:9099/in",
    events: ["kyc.*"],
  });
  const rename = (name: string) => service.manage(`/webhooks/${webhook.id}`, { name }, "PATCH");
  await rename("Второе имя");
  const { page } = await consoleAt(service, `/webhooks/${webhook.id}?project=${project.id}`);
  const name = page.getByLabel("Наименование", { exact: true });
  await page.getByRole("button", { name: "История" }).click();
  await page
    .getByRole("button", { name: /^Восстановить/ })
    .last()
    .click();
  await page.getByRole("heading", { name: "Настройка веб-хука: Первое имя" }).waitFor();
  expect(await name.inputValue()).toBe("Первое имя");

  await name.fill("Моё имя");
  await rename("Чужое имя");
  await page.getByRole("button", { name: "Записать", exact: true }).click();
  const conflict = page.getByRole("dialog", { name: "Веб-хук тем временем изменил кто-то другой" });
  await conflict.getByText("Чужое имя").waitFor();
  await screenshot(page, "console-conflict");
  await conflict.getByRole("button", { name: "Оставить ваше и записать" }).click();
  await until("the own name is saved", async () => {
    const saved = await service.manage(`/webhooks/${webhook.id}`);
    return saved.name === "Моё имя";
  });
});

test("the overview leads from a failing webhook to its deliveries, and keeps its range in the address", async () => {
  const { service, project, bad } = await stage(await serviceOfFile());
  await until("the webhook is known to fail", async () => {
    const { data } = await service.manage(`/attention?projectId=${project.id}`);
    return data.length === 1;
  });
  const { page, errors } = await consoleAt(service, `?project=${project.id}`);
  await page.getByRole("heading", { name: "Обзор" }).waitFor();
  await page.getByRole("button", { name: "7 д" }).click();
  expect(new URL(page.url()).searchParams.get("range")).toBe("7d");
  await page.getByRole("link", { name: "Открыть доставки" }).click();
  await page.getByText("не доставлено", { exact: true }).waitFor();
  const { pathname, searchParams } = new URL(page.url());
  expect([pathname, searchParams.get("webhook"), searchParams.get("status")]).toEqual([
    "/console/deliveries",
    bad.id,
    "retrying,exhausted",
  ]);
  await page.goBack();
  await page.getByText("Показать таблицей").first().click();
  const step = page.getByRole("region", { name: "Доставки в минуту" }).getByRole("button").first();
  await step.click();
  await page.getByRole("button", { name: "Убрать период" }).waitFor();
  await page.getByText("не доставлено", { exact: true }).waitFor();
  await page.goBack();
  const chart = await page.locator("#content .u-over").first().boundingBox();
  if (chart === null) throw new Error("there is no chart");
  const [middle, right] = [chart.y + chart.height / 2, chart.x + chart.width - 2];
  await page.mouse.move(right - 100, middle);
  await page.mouse.down();
  await page.mouse.move(right, middle, { steps: 3 });
  await page.mouse.up();
  await page.getByRole("button", { name: "Убрать период" }).waitFor();
  const zoomed = new URL(page.url()).searchParams;
  expect(Date.parse(zoomed.get("to") ?? "")).toBeGreaterThan(
    Date.parse(zoomed.get("from") ?? "") + 3_600_000,
  );
  await page.goBack();
  await page.getByRole("link", { name: "Доставок" }).click();
  await page.getByText("доставлено", { exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get("range")).toBe("7d");
  expect(errors).toEqual([]);
});

test("a record of the audit log is found, opened and exported with the others that match", async () => {
  const { service, project, bad } = await stage(await serviceOfFile());
  const { page, errors } = await consoleAt(service, `/audit?project=${project.id}`);
  await page.getByRole("searchbox").fill(bad.id);
  await page.keyboard.press("Enter");
  await page.getByText("project.create", { exact: true }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: /webhook\.create/ }).click();
  const drawer = page.getByRole("region", { name: /^aud/ });
  await drawer.getByText(bad.id).first().waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Выгрузить в NDJSON" }).click();
  const lines = (await readFile(await (await saved).path(), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).target)).toEqual([bad.id]);
  expect(errors).toEqual([]);
});

test("language and theme are chosen from a phone's menu, and stay", async () => {
  const service = await serviceOfFile();
  const project = await projectOf(service);
  const { page, errors } = await consoleAt(service, `/deliveries?project=${project.id}`, { viewport: phone });
  await page.getByRole("button", { name: "Меню" }).click();
  await screenshot(page, "console-menu-390");
  await page.getByRole("button", { name: /по токену$/ }).click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await page.reload();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(background).toBe("rgb(15, 20, 19)");
  expect(errors).toEqual([]);
});
