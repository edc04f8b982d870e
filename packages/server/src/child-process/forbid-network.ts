import { registerHooks } from "node:module";

const forbidden = /^(node:)?(net|tls|http|https|http2|dgram|dns|dns\/promises|inspector|quic)$/;

/**
 * Takes away from this process what reaches the network; to be called before anything else is imported. Node's
 * permissions don't cover it in this version; a decoder in WebAssembly has none of it anyway, so this is for code of
 * ours and of packages that should not have it either.
 */
export function forbidNetwork(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (forbidden.test(specifier)) throw new Error(`${specifier} is not for this process`);
      return nextResolve(specifier, context);
    },
  });
  const builtin = process.getBuiltinModule.bind(process);
  process.getBuiltinModule = ((id: string) =>
    forbidden.test(id) ? undefined : builtin(id)) as typeof process.getBuiltinModule;
  for (const name of ["fetch", "WebSocket", "EventSource", "XMLHttpRequest"])
    Reflect.deleteProperty(globalThis, name);
}
