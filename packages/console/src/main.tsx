import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/query-client.ts";
import { listenForKeys } from "./keys/keys.ts";
import { applyPreferences } from "./preferences/preferences.ts";
import { createConsoleRouter } from "./router.ts";
import "./global.css";

applyPreferences();
listenForKeys();
const root = document.getElementById("console");
if (root) {
  createRoot(root).render(
    // Styles come from files alone: the content policy lets no others in.
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={createQueryClient()}>
        <RouterProvider router={createConsoleRouter()} />
      </QueryClientProvider>
    </CSPProvider>,
  );
}
