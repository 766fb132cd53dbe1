// The custom element <ipc-lab>: an embedded lab in a frame that grows to the height it asks for.
//
//   <script type="module" src="ipc-lab-element.js"></script>
//   <ipc-lab scenario="pipe-hello" step="12"></ipc-lab>
//
// Attributes: scenario, step, by (statement, call, instruction), lab (the text of a link), show (parts, with commas:
// program, machine, console, events, lanes), edit ("no": read only), lang (ko, en), theme (light, dark, auto), size
// ("large"), src (address of embed.html, if it does not lie beside this file). Changing one opens the lab anew.
//
// Events: "ipc-lab-state" with { score, state } whenever the lab reports them. Property `state`: what was reported last;
// set it before the element is put into a document to come back to there.

const OPTIONS = ["scenario", "step", "by", "show", "edit", "lang", "theme", "size", "lab"];

export class IpcLabElement extends HTMLElement {
  static observedAttributes = [...OPTIONS, "src"];

  #frame = document.createElement("iframe");
  #state = null;
  #hear = (event) => this.#receive(event);

  constructor() {
    super();
    this.#frame.setAttribute("allow", "clipboard-write");
    this.#frame.style.cssText = "display:block;width:100%;height:100%;min-height:inherit;border:0";
    this.attachShadow({ mode: "open" }).append(this.#frame);
  }

  get state() {
    return this.#state;
  }

  set state(state) {
    this.#state = state;
  }

  connectedCallback() {
    addEventListener("message", this.#hear);
    if (!this.style.display) this.style.display = "block";
    if (!this.style.minHeight) this.style.minHeight = "480px";
    this.#open();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#hear);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#open();
  }

  #open() {
    const address = new URL(this.getAttribute("src") ?? "embed.html", this.hasAttribute("src") ? document.baseURI : import.meta.url);
    const said = OPTIONS.filter((name) => this.hasAttribute(name));
    address.hash = said.map((name) => `${name}=${encodeURI(this.getAttribute(name))}`).join("&");
    // A frame whose address changes in the fragment alone would not be loaded anew.
    address.searchParams.set("embed", String((this.#opened += 1)));
    this.#frame.title = this.getAttribute("title") ?? `IPC Lab ${this.getAttribute("scenario") ?? ""}`.trim();
    this.#frame.src = address.href;
  }

  #opened = 0;

  #receive({ source, data }) {
    if (source !== this.#frame.contentWindow || typeof data?.subject !== "string") return;
    switch (data.subject) {
      case "lti.frameResize":
        if (Number.isFinite(data.height)) this.style.height = `${data.height}px`;
        break;
      case "SPLICE.getState":
        source.postMessage(
          { subject: "SPLICE.getState.response", message_id: data.message_id, state: this.#state ?? undefined },
          "*",
        );
        break;
      case "SPLICE.reportScoreAndState":
        this.#state = data.state;
        this.dispatchEvent(new CustomEvent("ipc-lab-state", { bubbles: true, detail: { score: data.score, state: data.state } }));
        break;
    }
  }
}

if (!customElements.get("ipc-lab")) customElements.define("ipc-lab", IpcLabElement);
