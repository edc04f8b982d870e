import { forbidNetwork } from "../../child-process/index.ts";

/** To be imported first. */
forbidNetwork();
