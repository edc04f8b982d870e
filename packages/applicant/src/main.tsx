import { render } from "preact";
import { pageTokenOf, sessionApi } from "./api.ts";
import { allowedOrigins, embeddingIn, isFramed } from "./embedding/embedding.ts";
import { Page } from "./page.tsx";
import "./styles.css";
import "./steps.css";
import "./video-call.css";

const attemptId = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const root = document.getElementById("page");
// Before anything is awaited: the page around says hello as soon as this one has loaded.
const listen = (take: (event: MessageEvent) => void) => window.addEventListener("message", take);
const embedding = isFramed()
  ? embeddingIn({ parent: window.parent, listen }, allowedOrigins(attemptId))
  : null;
void pageTokenOf(attemptId).then(({ token, handedOver }) => {
  if (root)
    render(<Page api={sessionApi(attemptId, token)} handedOver={handedOver} embedding={embedding} />, root);
});
