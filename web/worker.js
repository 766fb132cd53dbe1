
// The end of the worker's script, behind the glue that wasm-bindgen wrote: the first message is the compiled module.
self.onmessage = ({ data: module }) => {
  wasm_bindgen.initSync({ module });
  wasm_bindgen.run_worker();
};
