/** The simulator of IPC Lab: C programs with several processes over a simulated Linux kernel. */

/** A program's text. */
export interface SourceFile {
  name: string;
  text: string;
}

/** What is compiled and started. */
export interface Source {
  /** Name of the only program, if `programs` is left out. */
  id?: string;
  files: SourceFile[];
  /** Left out: one program of all C files. */
  programs?: { name: string; files: string[] }[];
  /** Left out: every program once, in order. */
  launches?: { program: string; args?: string[] }[];
  /** What standard output is; left out: a pipe, so that stdio buffers fully. */
  stdout?: "pipe" | "terminal";
  stdin?: string;
  /** On how many cores the run is timed; left out: one. */
  cores?: number;
}

export interface Bilingual {
  en: string;
  ko: string;
}

/** A message of the compiler. */
export interface Note {
  program: string;
  file: string;
  line: number;
  column: number;
  severity: "warning" | "error";
  code: string;
  message: Bilingual;
  help: Bilingual | null;
}

/** How far a step goes. */
export type Granularity = "statement" | "call" | "instruction";

/** Programs in the machine. Free it when it is no longer wanted. */
export interface Lab {
  readonly isRunning: boolean;
  notes(): Note[];
  view(): View;
  /** A step of a task, or of whoever is next. */
  step(granularity?: Granularity, task?: number): View;
  /** To a step that has been taken before. */
  seek(step: number): View;
  /** The same without a view. */
  go(step: number): void;
  /** Steps until nobody can go on. */
  run(granularity?: Granularity): View;
  trace(): Trace;
  free(): void;
}

export interface Module {
  Lab: new (source: Source) => Lab;
}

/** Compiles the wasm, once. */
export function load(wasm?: URL | string | BufferSource | WebAssembly.Module | Response): Promise<Module>;

/** Everything that is to be seen at one position of a run. */
export interface View {
  position: { step: number; known: number; instructions: number; events: number; new_events: number; task: number | null };
  /** Why the run is over, if it is over here. */
  end: End | null;
  tasks: Task[];
  files: OpenFile[];
  objects: { id: number; kind: ObjectKind; waiters: { task: number; call: string }[]; is_changed: boolean }[];
  console: { step: number; task: number; stream: Stream; text: string }[];
  /** Who could take the next step. */
  choices: number[];
  fault: Fault | null;
  /** What the last step carried between processes and kernel objects. */
  transfers: { task: number; fd: number | null; object: number; way: "in" | "out"; bytes: number[] }[];
  costs: Costs;
}

/** What a run has cost so far; an instruction takes a nanosecond. */
export interface Costs {
  cores: number;
  /** Time on so many cores; the speed-up against one core in hundredths. */
  times: { cores: number; time_ns: number; speed_up: number; switches: number }[];
  copies: number;
  copied_bytes: number;
  kernel_bytes: number;
  most_kernel_bytes: number;
}

export type Stream = "out" | "err";
export type Status = { exited: number } | { signalled: number };

export type End =
  | { end: "finished" }
  | { end: "deadlock"; waiting: [number, Call][]; stopped: number[] }
  | { end: "limit"; what: string }
  | { end: "unsupported"; task: number; what: string };

/** A system call: its number on x86-64, and its arguments, each under the name of its kind. */
export interface Call {
  nr: number;
  args: unknown[];
}

export interface Task {
  number: number;
  pid: number;
  parent_pid: number;
  /** The task that shows the memory and the descriptors of this one's process: itself, unless it is a further thread. */
  process: number;
  parent: number | null;
  /** The host that it runs on, if there are several. */
  host: string | null;
  program: string;
  state: TaskState;
  /** The core that it ran on last, from 1. */
  core: number | null;
  site: { file: string; line: number; start: number; end: number; function: string; library: string | null } | null;
  instructions: number;
  /** Signals that it keeps off, and those that wait for it: bit n - 1 is signal n. */
  signals: { blocked: number; pending: number };
  registers: [string, number][];
  sections: Section[];
  descriptors: { fd: number; is_close_on_exec: boolean; file: number; is_new: boolean }[];
  streams: StdioStream[];
}

/** A stdio stream whose buffer, in the process's own memory, holds something. */
export interface StdioStream {
  fd: number;
  buffering: "full" | "line" | "none";
  /** Written and not in the kernel yet; else read ahead. */
  is_unwritten: boolean;
  len: number;
  size: number;
  bytes: number[];
}

export type TaskState =
  | { is: "running" }
  | { is: "ready" }
  | { is: "blocked"; call: Call; object: number | null; waits_for: number[] }
  | { is: "stopped" }
  | { is: "zombie"; status: Status }
  | { is: "gone"; status: Status };

export type SectionKind = "code" | "rodata" | "data" | "heap" | "mmap" | "shm" | "stack";
export interface Rights {
  read: boolean;
  write: boolean;
  execute: boolean;
}

export interface Section {
  kind: SectionKind;
  start: number;
  end: number;
  rights: Rights;
  object: number | null;
  resident_pages: number;
  copy_on_write_pages: number;
  gap_pages: number;
  groups: {
    frame: { function: string; addr: number; line: number; is_current: boolean } | null;
    rows: Row[];
    hidden_rows: number;
  }[];
  /** The pages that are there; of very many the first. */
  pages: { addr: number; frame: number | null; users: number; is_copy_on_write: boolean }[];
}

export interface Row {
  addr: number;
  size: number;
  name: string;
  type: string;
  storage: "memory" | "register";
  value: Value;
  is_changed: boolean;
  members: Row[];
}

export type Value =
  | { is: "number"; text: string }
  | { is: "character"; code: number; text: string }
  | { is: "text"; text: string; bytes: number[]; is_terminated: boolean }
  | { is: "pointer"; addr: number; target: PointerTarget }
  | { is: "return_address"; addr: number; function: string | null }
  | { is: "composite"; text: string }
  | { is: "bytes"; bytes: number[] }
  | { is: "statement"; line: number; text: string }
  | { is: "unassigned" }
  | { is: "unreadable" };

export type PointerTarget =
  | { is: "null" }
  | { is: "invalid" }
  | { is: "named"; name: string; text: string | null }
  | { is: "section"; kind: SectionKind; text: string | null };

export interface OpenFile {
  id: number;
  object: number;
  direction: "read" | "write" | "both";
  flags: string[];
  offset: number | null;
  references: number;
}

/** A kernel object; the fields depend on what it `is` (`pipe`, `file`, `message_queue`, `semaphore_set`, …). */
export interface ObjectKind {
  is: string;
  [field: string]: unknown;
}

export interface Fault {
  task: number;
  kind: FaultKind;
  addr: number;
  access: Access;
  place: { is: string; [field: string]: unknown };
  is_kernel: boolean;
}

export type FaultKind = "not_mapped" | "protection" | "past_end" | "divide" | "illegal";
export type Access = "load" | "store" | "execute";

/** A run as events; the form of `native-check trace --format json`. */
export interface Trace {
  version: 1;
  side: string;
  kernel: string;
  scenario: string;
  schedule: string;
  stdout: string;
  events: TraceEvent[];
  end: End | null;
}

export type Outcome =
  | { returned: { value: number; outputs: [number, unknown][] } }
  | { failed: number }
  | "blocked"
  | "restarted"
  | "no_return";

export type TraceEvent = {
  task: number;
  site: { file: string; line: number; function: string } | null;
} & (
  | { kind: "started"; pid: number; parent: number | null; [more: string]: unknown }
  | { kind: "thread_started"; tid: number; parent: number }
  | { kind: "call"; call: Call; outcome: Outcome }
  | { kind: "completed"; call: Call; outcome: Outcome; by: number }
  | { kind: "access"; addr: number; access: Access; bytes: number[] }
  | { kind: "fault"; fault: FaultKind; addr: number; access: Access }
  | { kind: "delivered"; signal: number; handler: number; code: number; sender: number }
  | { kind: "stopped"; signal: number }
  | { kind: "continued" }
  /** Undefined behaviour of the program, told where it happens. */
  | { kind: "undefined"; object: string | null; access: Access; addr: number; [more: string]: unknown }
  | { kind: "ended"; status: Status }
);
