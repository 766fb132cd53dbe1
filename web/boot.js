// Loads the lab into the page.
//
// There are two modules of wasm, each with the glue that wasm-bindgen wrote: `page`, which draws, and `simulator`, whose
// glue is the script of the worker (web/worker.js is its end). On a server they are files beside the page. In the
// single-file form they are elements of the document (ipc-lab-page and ipc-lab-simulator: glue; the same with -wasm:
// deflated bytes in base64), and URLs of blobs stand in for the files. The simulator is fetched once the page is here,
// and compiled once; a worker gets the compiled module in its first message. The worker is a classic script that imports
// nothing: browsers refuse module workers to a page that was opened as a file.

/** The text of an element of the document, if it is there. */
const inline = (id) => document.getElementById(id)?.textContent;

/** The address of a glue script: that of a blob with the inline text, or else of the file. */
const glue = (name) => {
  const text = inline(`ipc-lab-${name}`);
  return text === undefined
    ? new URL(`ipc-lab-${name}.js`, import.meta.url).href
    : URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
};

/** The bytes that an element holds. */
const inflate = (base64) => {
  const bytes = Uint8Array.from(atob(base64.trim()), (letter) => letter.charCodeAt(0));
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
};

const compileModule = (name) => {
  const base64 = inline(`ipc-lab-${name}-wasm`);
  return WebAssembly.compileStreaming(
    base64 === undefined
      ? fetch(new URL(`ipc-lab-${name}.wasm`, import.meta.url))
      : new Response(inflate(base64), { headers: { "content-type": "application/wasm" } }),
  );
};

const start = async () => {
  const [page, module] = await Promise.all([import(glue("page")), compileModule("page")]);
  const simulatorGlue = glue("simulator");
  const simulator = compileModule("simulator");
  await page.default({ module_or_path: module });
  page.run_page(() => {
    const worker = new Worker(simulatorGlue, { name: "IPC Lab simulator" });
    simulator.then(
      (module) => worker.postMessage(module),
      (error) => worker.dispatchEvent(new ErrorEvent("error", { message: String(error) })),
    );
    return worker;
  });
};

start().catch((error) => {
  // The lab has not started, so none of its own texts are there: say it plainly, in both languages.
  const word = document.createElement("p");
  word.textContent = `IPC Lab could not start. / IPC Lab을 시작하지 못했습니다. (${error})`;
  document.getElementById("lab")?.replaceChildren(word);
});
