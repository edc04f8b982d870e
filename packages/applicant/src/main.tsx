import { render } from "preact";
import { pageTokenOf, sessionApi } from "./api.ts";
import { Page } from "./page.tsx";
import "./styles.css";
import "./steps.css";

const attemptId = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const root = document.getElementById("page");
void pageTokenOf(attemptId).then(({ token, handedOver }) => {
  if (root) render(<Page api={sessionApi(attemptId, token)} handedOver={handedOver} />, root);
});
