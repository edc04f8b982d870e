import { codeBlock } from "../pages/code-block.ts";
import { addressOf, type Page } from "../pages/page.ts";
import { fieldTable, table } from "./fields.ts";
import type { Schema } from "./openapi.ts";
import { type Language, prefixOf } from "./words.ts";

/** The parts of the service's AsyncAPI document that its pages show. */
export interface AsyncApi {
  channels: Record<string, { title: string; description: string }>;
  components: { messages: Record<string, Message>; schemas: Record<string, Schema> };
}

interface Message {
  name: string;
  contentType: string;
  payload: Schema;
  examples: { payload: unknown }[];
  tags: { name: string }[];
  "x-title": Record<Language, string>;
  "x-description": Record<Language, string>;
  "x-subject": string;
  "x-personal": boolean;
}

const words = {
  en: {
    title: "Event reference",
    about:
      "Every event type that webhooks are sent, generated from the catalog. The same as AsyncAPI 3.0: " +
      "[/asyncapi.json](/asyncapi.json). Projects add types of their own: see [event types](/docs/guides/event-types).",
    format: "Format",
    subject: "Subject",
    contentType: "Content type",
    personal: "Contains personal data",
    yes: "yes",
    no: "no",
    body: "Body",
    example: "Example",
    event: "Event",
    meaning: "Meaning",
  },
  ru: {
    title: "Справочник событий",
    about:
      "Все типы событий, которые отправляются вебхуками; страница создаётся из каталога. То же в AsyncAPI 3.0: " +
      "[/asyncapi.json](/asyncapi.json). Проекты добавляют собственные типы: см. [типы событий](/docs/ru/guides/event-types).",
    format: "Формат",
    subject: "Субъект",
    contentType: "Тип содержимого",
    personal: "Содержит персональные данные",
    yes: "да",
    no: "нет",
    body: "Тело",
    example: "Пример",
    event: "Событие",
    meaning: "Что произошло",
  },
} as const;

/** A page per event type and a list of them, in a language. */
export function eventPages(document: AsyncApi, language: Language): Page[] {
  const text = words[language];
  const messages = Object.values(document.components.messages);
  const prefix = prefixOf(language);
  const idOf = (type: string) =>
    `${prefix}events/${type.toLowerCase().replaceAll(".", "-").replaceAll("_", "-")}`;
  const lists = Object.entries(document.channels).map(([format, { title }]) => {
    const rows = messages
      .filter(({ tags }) => tags.some(({ name }) => name === format))
      .map(({ name, ...message }) => [
        `[\`${name}\`](${addressOf(idOf(name))})`,
        message["x-description"][language],
      ]);
    return `## ${title}\n\n${table([text.event, text.meaning], rows)}`;
  });
  return [
    {
      id: `${prefix}events`,
      title: text.title,
      description: text.about.split(".")[0] ?? "",
      markdown: [text.about, ...lists].join("\n\n"),
    },
    ...messages.map((message) => eventPage(message, document, idOf(message.name), language)),
  ];
}

function eventPage(message: Message, document: AsyncApi, id: string, language: Language): Page {
  const text = words[language];
  const facts = [
    [text.format, message.tags.map(({ name }) => `\`${name}\``).join(", ")],
    [text.subject, `\`${message["x-subject"]}\``],
    [text.contentType, `\`${message.contentType}\``],
    [text.personal, message["x-personal"] ? text.yes : text.no],
  ].map(([name, value]) => `- ${name}: ${value}`);
  const [example] = message.examples;
  return {
    id,
    title: message.name,
    description: message["x-description"][language],
    markdown: [
      `**${message["x-title"][language]}.** ${message["x-description"][language]}`,
      facts.join("\n"),
      `## ${text.example}`,
      codeBlock("json", JSON.stringify(example?.payload, null, 2)),
      `## ${text.body}`,
      fieldTable(message.payload, document, language),
    ].join("\n\n"),
  };
}
