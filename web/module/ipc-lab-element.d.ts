/** What an embedded lab reports, and what brings it back there. */
export interface LabState {
  /** Version of this form. */
  version: 1;
  /** The text of a link: program, input, who ran when, position, view. */
  lab: string;
  /** The questions of the lesson that were answered right. */
  answered?: string[];
}

/** Detail of the event `ipc-lab-state`. */
export interface LabReport {
  /** From 0 to 1: how many of the lesson's questions are answered right, if it is shown; else 1 when the end of a run has been seen. */
  score: number;
  state: LabState;
}

/** The custom element `<ipc-lab>`: an embedded lab in a frame that grows to the height it asks for. */
export class IpcLabElement extends HTMLElement {
  /** What was reported last. Set it before the element is put into a document to come back to there. */
  state: LabState | null;
}

declare global {
  interface HTMLElementTagNameMap {
    "ipc-lab": IpcLabElement;
  }
  interface HTMLElementEventMap {
    "ipc-lab-state": CustomEvent<LabReport>;
  }
}
