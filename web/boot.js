// Loads the lab, in the page and in the worker: this one module runs in both.
//
// Three things are needed: this text, the glue that wasm-bindgen wrote, and the wasm bytes. On a server they are files
// beside the page. In the single-file form they are elements of the document (#ipc-lab-boot, #ipc-lab-core: text;
// #ipc-lab-wasm: base64), and URLs of blobs stand in for the files. The wasm is compiled once, by the page; the worker
// gets the compiled module and the address of the glue in its first message.

const isPage = typeof document !== "undefined";

/** The text of an element of the document, if it is there. */
const inline = (id) => document.getElementById(id)?.textContent;

/** The address of a script: that of a blob with the inline text, or else of the file. */
const address = (id, file) => {
  const text = inline(id);
  return text === undefined
    ? new URL(file, import.meta.url).href
    : URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
};

const compileModule = async () => {
  const base64 = inline("ipc-lab-wasm");
  if (base64 === undefined) {
    const response = fetch(new URL("ipc-lab.wasm", import.meta.url));
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(Uint8Array.from(atob(base64.trim()), (letter) => letter.charCodeAt(0)));
};

const runPage = async () => {
  const boot = address("ipc-lab-boot", "ipc-lab.js");
  const coreUrl = address("ipc-lab-core", "ipc-lab-core.js");
  const [core, module] = await Promise.all([import(coreUrl), compileModule()]);
  await core.default({ module_or_path: module });
  core.run_page(() => {
    const worker = new Worker(boot, { type: "module", name: "IPC Lab simulator" });
    worker.postMessage({ coreUrl, module });
    return worker;
  });
};

const runWorker = () => {
  self.onmessage = async ({ data: { coreUrl, module } }) => {
    const core = await import(coreUrl);
    core.initSync({ module });
    core.run_worker();
  };
};

if (isPage) {
  runPage().catch((error) => {
    // The lab has not started, so none of its own texts are there: say it plainly, in both languages.
    const word = document.createElement("p");
    word.textContent = `IPC Lab could not start. / IPC Lab을 시작하지 못했습니다. (${error})`;
    document.getElementById("lab")?.replaceChildren(word);
  });
} else {
  runWorker();
}
