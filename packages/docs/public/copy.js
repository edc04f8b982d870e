/** Adds a button to each block of code that copies it. Without https browsers offer no clipboard, and there is no button. */

const russian = document.documentElement.lang === "ru";
const texts = russian ? { copy: "Копировать", copied: "Скопировано" } : { copy: "Copy", copied: "Copied" };
const shownMs = 2000;

const blocks = navigator.clipboard ? document.querySelectorAll(".sl-markdown-content pre") : [];
for (const block of blocks) {
  const code = block.textContent?.trimEnd() ?? "";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = texts.copy;
  button.ariaLive = "polite";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code);
    button.textContent = texts.copied;
    setTimeout(() => {
      button.textContent = texts.copy;
    }, shownMs);
  });
  block.append(button);
}
