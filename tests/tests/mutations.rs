//! The front end survives any text: programs of `tests/programs` and `tests/mutations`, mutated at random, compile or are
//! refused; nothing panics, nothing hangs.
//!
//! `IPC_LAB_MUTATIONS=100000` tries so many, `IPC_LAB_MUTATION_SEED` sets the first seed. What was found is kept as a file
//! in `tests/mutations`. The same entry under libFuzzer is in `fuzz/`.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use fastrand::Rng;
use sim_core::lang::compile;
use sim_core::lang::source::Origin;
use sim_core::scenario::File;

/// No text of this size may take longer (in a build without optimisation, on a busy machine).
const LIMIT: Duration = Duration::from_secs(60);

/// Pieces that are put in where programs rarely have them.
const PIECES: &[&str] = &[
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ";",
    ",",
    "*",
    "&",
    "...",
    "#",
    "##",
    "\\\n",
    "\"",
    "'",
    "/*",
    "//",
    "0x",
    "1e",
    "\0",
    "\u{feff}",
    "한",
    "#define X X\n",
    "#define F(x) x x\n",
    "#include <stdio.h>\n",
    "#if 0\n",
    "#endif\n",
    "#else\n",
    "struct",
    "union",
    "enum",
    "typedef",
    "sizeof",
    "_Generic(",
    "_Static_assert(",
    "__attribute__((",
    "__builtin_",
    "case",
    "default:",
    "goto",
    "switch (",
    "do",
    "while (",
    "for (;;)",
    "if (",
    "else",
    "return",
    "static",
    "extern",
    "const",
    "long",
    "unsigned",
    "double",
    "_Atomic",
    "void",
    "typeof(",
    "({",
    "})",
    "&&",
    "? :",
    "= {",
    ".x =",
    "[0 ... 9] =",
    "->",
    "va_arg(",
    "asm(",
    "__label__",
    "L\"",
    "u8",
    "#pragma pack(1)\n",
    "#line 1\n",
    "2147483647",
    "-1",
    "99999999999",
];

fn number(variable: &str, default: u64) -> Result<u64> {
    match std::env::var(variable) {
        Ok(text) => text.parse().with_context(|| format!("{variable} is no number: {text}")),
        Err(_) => Ok(default),
    }
}

/// The texts to start from.
fn corpus() -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for folder in ["tests/programs", "tests/mutations"] {
        let mut paths: Vec<_> =
            std::fs::read_dir(tests::root().join(folder))?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "c"));
        paths.sort();
        for path in paths {
            texts.push(std::fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))?);
        }
    }
    Ok(texts)
}

/// A place in a text where a character begins.
fn place(rng: &mut Rng, text: &str) -> usize {
    let mut at = rng.usize(0..=text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Two places, in order, near each other.
fn range(rng: &mut Rng, text: &str) -> (usize, usize) {
    let from = place(rng, text);
    let most = [4, 30, 400][rng.usize(0..3)];
    let mut to = (from + rng.usize(0..=most)).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    (from, to.max(from))
}

fn mutate(rng: &mut Rng, text: &mut String, corpus: &[String]) {
    let (from, to) = range(rng, text);
    match rng.u32(0..8) {
        0 => text.replace_range(from..to, ""),
        1 => {
            let piece = text[from..to].to_owned();
            let at = place(rng, text);
            text.insert_str(at, &piece);
        }
        2 | 3 => text.insert_str(from, PIECES[rng.usize(0..PIECES.len())]),
        4 => {
            let piece = PIECES[rng.usize(0..PIECES.len())].repeat(1 << rng.u32(1..12));
            text.insert_str(from, &piece);
        }
        5 => {
            let other = &corpus[rng.usize(0..corpus.len())];
            let (start, end) = range(rng, other);
            text.replace_range(from..to, &other[start..end]);
        }
        6 => text.truncate(from),
        _ => text.replace_range(from..to, PIECES[rng.usize(0..PIECES.len())]),
    }
}

/// The text of a seed.
fn text_of(seed: u64, corpus: &[String]) -> String {
    let mut rng = Rng::with_seed(seed);
    let mut text = corpus[rng.usize(0..corpus.len())].clone();
    for _ in 0..rng.u32(1..6) {
        mutate(&mut rng, &mut text, corpus);
    }
    text
}

fn compile_text(text: &str) {
    let files = [File { name: "main.c".to_owned(), text: text.to_owned() }];
    let _ = compile("main", &files, &["main.c".to_owned()], Origin::User);
}

#[test]
fn mutated_programs_neither_break_nor_hang_the_front_end() -> Result<()> {
    let first = number("IPC_LAB_MUTATION_SEED", 1)?;
    let count = number("IPC_LAB_MUTATIONS", 400)?;
    let corpus = corpus()?;
    let texts = corpus.clone();
    let (sender, receiver) = mpsc::channel();
    let worker = std::thread::spawn(move || {
        for seed in first..first + count {
            let text = text_of(seed, &texts);
            let broken = std::panic::catch_unwind(|| compile_text(&text)).is_err();
            if sender.send((seed, broken)).is_err() {
                return;
            }
        }
    });
    let mut next = first;
    let mut broken = Vec::new();
    while next < first + count {
        match receiver.recv_timeout(LIMIT) {
            Ok((seed, is_broken)) => {
                broken.extend(is_broken.then_some(seed));
                next = seed + 1;
            }
            Err(mpsc::RecvTimeoutError::Timeout) => return fail(&corpus, &[next], "hangs"),
            Err(mpsc::RecvTimeoutError::Disconnected) => return fail(&corpus, &[next], "ends the process"),
        }
    }
    let _ = worker.join();
    if broken.is_empty() { Ok(()) } else { fail(&corpus, &broken, "panics") }
}

/// Keeps the texts and names them.
fn fail(corpus: &[String], seeds: &[u64], what: &str) -> Result<()> {
    let folder = std::env::temp_dir().join("ipc-lab-mutations");
    std::fs::create_dir_all(&folder)?;
    for seed in seeds {
        std::fs::write(folder.join(format!("{seed}.c")), text_of(*seed, corpus))?;
    }
    bail!("the front end {what} on {seeds:?}; the texts are in {}", folder.display())
}

#[test]
fn what_was_found_before_compiles_or_is_refused() -> Result<()> {
    for text in corpus()? {
        compile_text(&text);
    }
    Ok(())
}

/// Ten megabytes take seconds, not minutes: nothing in the front end is quadratic in the length of a program.
#[test]
fn a_text_of_ten_megabytes_is_fast() -> Result<()> {
    let mut text = String::new();
    for number in 0.. {
        text.push_str(&format!("static int f{number}(int a)\n{{\n    int b = a * {number};\n    return b;\n}}\n"));
        if text.len() > 10_000_000 {
            break;
        }
    }
    text.push_str("int main(void) { return f0(0); }\n");
    let started = Instant::now();
    compile_text(&text);
    ensure!(started.elapsed() < LIMIT, "it took {:?}", started.elapsed());
    Ok(())
}
