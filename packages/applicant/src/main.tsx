import { render } from "preact";
import { sessionApi } from "./api.ts";
import { Page } from "./page.tsx";
import "./styles.css";

const attemptId = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const pageToken = location.hash.slice(1);
const root = document.getElementById("page");
if (root) render(<Page api={sessionApi(attemptId, pageToken)} />, root);
