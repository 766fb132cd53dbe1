// IPC Lab as a module: the simulator, and the custom element for pages.
//
//   import { load } from "ipc-lab";
//   const { Lab } = await load();
//   const lab = new Lab({ files: [{ name: "main.c", text: "int main(void) { return 0; }" }] });
//   console.log(lab.run().end);

import initialise, { Lab } from "./ipc-lab-module.js";

let ready;

/**
 * Compiles the wasm, once. Give it the bytes or a URL where `fetch` cannot read files (Node):
 * `load(await readFile(new URL("ipc-lab-module.wasm", import.meta.resolve("ipc-lab"))))`.
 */
export const load = (wasm = new URL("ipc-lab-module.wasm", import.meta.url)) => {
  ready ??= initialise({ module_or_path: wasm }).then(() => ({ Lab }));
  return ready;
};
