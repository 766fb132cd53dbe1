//! `cargo xtask measure`: how heavy and how quick the page is, in a headless browser, as a table.

mod driver;

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use driver::Browser;
use serde_json::{Value, json};

use crate::tools;

/// How a network is throttled, as Chromium's own presets do: latency of each request in milliseconds, bytes a second.
struct Network {
    name: &'static str,
    latency_ms: f64,
    bytes_a_second: f64,
    limit_ms: f64,
}

/// The presets with what useful content may take there.
const NETWORKS: [Network; 3] = [
    Network { name: "local", latency_ms: 0.0, bytes_a_second: -1.0, limit_ms: 300.0 },
    Network { name: "fast 4G", latency_ms: 165.0, bytes_a_second: 1_012_500.0, limit_ms: 600.0 },
    Network { name: "slow 4G", latency_ms: 562.5, bytes_a_second: 180_000.0, limit_ms: 1500.0 },
];
/// Most bytes of the first view.
const FIRST_VIEW_LIMIT: f64 = 270.0 * 1024.0;
/// What going back one step, and going anywhere in a long run, may take.
const BACK_LIMIT_MS: f64 = 1.0;
const JUMP_LIMIT_MS: f64 = 50.0;
/// What compiling 2,000 lines may take.
const COMPILE_LIMIT_MS: f64 = 50.0;

/// When what was there: first paint (the program can be read), page (it can be edited), machine (it can be run).
const TIMES: &str = "const at = name => performance.getEntriesByName(name)[0]?.startTime ?? NaN; \
    return [at('first-contentful-paint'), at('ipc-lab-page'), at('ipc-lab-machine')]";
/// Runs before the page's own scripts, and notes when its parts come.
const WATCH: &str = "new MutationObserver((_, observer) => { \
    if (document.querySelector('.files') && !performance.getEntriesByName('ipc-lab-page').length) performance.mark('ipc-lab-page'); \
    if (document.querySelector('#step[aria-disabled=false]')) { performance.mark('ipc-lab-machine'); observer.disconnect(); } \
    }).observe(document, { subtree: true, childList: true, attributes: true })";
/// Bytes that came over the network: for the first view, and the simulator behind it.
const BYTES: &str = "const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]; \
    const sum = list => list.reduce((bytes, entry) => bytes + entry.encodedBodySize, 0); \
    const late = entry => /simulator|lessons|course/.test(entry.name); \
    return [sum(all.filter(entry => !late(entry))), sum(all.filter(late))]";
/// The simulator as a module: 10 million instructions in a loop with a call in each of many rounds.
const LONG_RUN: &str = "const done = arguments[arguments.length - 1]; (async () => { \
    const { load } = await import('/ipc-lab-module/index.js'); const { Lab } = await load(); \
    const text = 'int main(void) { volatile int n = 0; for (int i = 0; i < 1250000; i++) n += i; return 0; }'; \
    const lab = new Lab({ files: [{ name: 'main.c', text }] }); ";
/// 200 functions of ten lines each.
const COMPILE: &str = "const done = arguments[arguments.length - 1]; (async () => { \
    const { load } = await import('/ipc-lab-module/index.js'); const { Lab } = await load(); \
    let text = '#include <stdio.h>\\n'; \
    for (let i = 0; i < 200; i++) text += `static int f${i}(int a)\\n{\\n    int b = a * ${i};\\n    if (b > 10)\\n        b -= a;\\n    for (int k = 0; k < 3; k++)\\n        b += k;\\n    return b;\\n}\\n\\n`; \
    text += 'int main(void) { printf(\"%d\", f0(1) + f199(2)); return 0; }\\n'; \
    const times = []; \
    for (let i = 0; i < 5; i++) { const began = performance.now(); const lab = new Lab({ files: [{ name: 'main.c', text }] }); \
      times.push(performance.now() - began); if (!lab.isRunning) return done('the program is refused'); lab.free(); } \
    done(times.sort((a, b) => a - b)[2]); })().catch(error => done(String(error)))";
const LONG_RUN_END: &str = " })().catch(error => done(String(error)))";

/// Measures the site in a folder, prints the table, and writes it to a file if one is given.
pub(crate) fn measure(site: &Path, out: Option<&Path>) -> Result<()> {
    let server = Server::start(site)?;
    let mut table = Table::default();
    for network in &NETWORKS {
        arrival(&server.address, network, &mut table)?;
    }
    steps(&server.address, &mut table)?;
    speed(&server.address, &mut table)?;
    match out {
        Some(out) => {
            fs::write(out, format!("{HEAD}{}", table.0)).with_context(|| format!("failed to write {}", out.display()))
        }
        None => Ok(()),
    }
}

/// What stands above the table in a file.
const HEAD: &str = "# How light and how quick the page is\n\nWritten by `cargo xtask measure --out docs/measurements.md`: headless Chromium, throttled as its own presets do. On a\nbusy machine times are longer.\n\n| what | measured | limit |\n| --- | ---: | ---: |\n";

/// The rows, as they are measured.
#[derive(Default)]
struct Table(String);

impl Table {
    fn row(&mut self, what: &str, measured: f64, limit: Option<f64>, unit: &str) {
        let limit = limit.map_or_else(|| "–".to_owned(), |limit| format!("{limit:.0} {unit}"));
        let row = format!("| {what} | {measured:.1} {unit} | {limit} |");
        println!("{row}");
        self.0.push_str(&row);
        self.0.push('\n');
    }
}

/// What comes how soon over a network.
fn arrival(address: &str, network: &Network, table: &mut Table) -> Result<()> {
    let browser = Browser::start()?;
    let (latency, throughput) = (network.latency_ms, network.bytes_a_second);
    let conditions = json!({ "offline": false, "latency": latency, "downloadThroughput": throughput, "uploadThroughput": throughput });
    browser.debug("Network.enable", &json!({}))?;
    browser.debug("Network.setCacheDisabled", &json!({ "cacheDisabled": true }))?;
    browser.debug("Network.emulateNetworkConditions", &conditions)?;
    browser.debug("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH }))?;
    browser.go(address)?;
    browser.wait("performance.getEntriesByName('ipc-lab-machine').length")?;
    let times = numbers(&browser.run(TIMES)?);
    let names = ["the program can be read", "the page is there", "the machine is there"];
    for (name, (time, limit)) in names.iter().zip(times.iter().zip([Some(network.limit_ms), None, None])) {
        table.row(&format!("{}: {name}", network.name), *time, limit, "ms");
    }
    if network.bytes_a_second < 0.0 {
        let bytes = numbers(&browser.run(BYTES)?);
        table.row("first view, compressed", bytes[0] / 1024.0, Some(FIRST_VIEW_LIMIT / 1024.0), "KB");
        table.row("simulator behind it, compressed", bytes[1] / 1024.0, None, "KB");
    }
    Ok(())
}

/// How soon the page and the simulator answer.
fn steps(address: &str, table: &mut Table) -> Result<()> {
    let browser = Browser::start()?;
    browser.go(address)?;
    browser.wait("document.querySelector('#step[aria-disabled=false]')")?;
    let back = browser.number(
        "const done = arguments[arguments.length - 1]; const slider = () => document.querySelector('#position').value; \
         const press = (id, then) => { const from = slider(); const began = performance.now(); \
           document.querySelector(id).click(); \
           const look = () => slider() === from ? setTimeout(look) : then(performance.now() - began); look(); }; \
         const times = []; \
         const back = () => press('#back', time => { times.push(time); times.length < 20 ? back() : done(times.sort((a, b) => a - b)[10]); }); \
         const on = left => left ? press('#step', () => on(left - 1)) : back(); on(21)",
    )?;
    table.row("step back, drawn", back, None, "ms");
    let back = browser.number(&format!(
        "{LONG_RUN} let view = lab.step(); for (let i = 0; i < 200; i++) lab.step(); const began = performance.now(); \
         for (let i = 200; i > 0; i--) lab.go(i); done((performance.now() - began) / 200);{LONG_RUN_END}"
    ))?;
    table.row("step back, simulated", back, Some(BACK_LIMIT_MS), "ms");
    let jump = browser.number(&format!(
        "{LONG_RUN} const end = lab.run().position.known; let worst = 0; \
         for (let i = 1; i < 40; i++) {{ const to = Math.floor(end * ((i * 17) % 40) / 40); const began = performance.now(); \
           lab.go(to); worst = Math.max(worst, performance.now() - began); }} done(worst);{LONG_RUN_END}"
    ))?;
    table.row("jump in a run of 10 million instructions, the worst of 39", jump, Some(JUMP_LIMIT_MS), "ms");
    Ok(())
}

/// How fast programs are compiled and run, in the browser and beside it.
fn speed(address: &str, table: &mut Table) -> Result<()> {
    let browser = Browser::start()?;
    browser.go(address)?;
    let compile = browser.number(COMPILE)?;
    table.row("compiling 2,000 lines, the median of 5", compile, Some(COMPILE_LIMIT_MS), "ms");
    let long = browser.number(&format!(
        "{LONG_RUN} const began = performance.now(); lab.run('call'); done(performance.now() - began);{LONG_RUN_END}"
    ))?;
    let native = native_ms()?;
    table.row("10 million instructions in the browser", long, native.map(|native| 2.0 * native), "ms");
    if let Some(native) = native {
        table.row("the same by `native-check run`", native, None, "ms");
    }
    Ok(())
}

/// How long the command takes for the long run, beyond what it takes for an empty one; none if it is not built.
fn native_ms() -> Result<Option<f64>> {
    let command = tools::target_dir()?.join("release/native-check");
    if !command.exists() {
        return Ok(None);
    }
    let time = |body: &str| -> Result<f64> {
        let file = std::env::temp_dir().join(format!("ipc-lab-measure-{}.c", std::process::id()));
        fs::write(&file, format!("int main(void) {{ {body} return 0; }}"))?;
        let began = Instant::now();
        let status = Command::new(&command).arg("run").arg(&file).stdout(Stdio::null()).status();
        let taken = began.elapsed().as_secs_f64() * 1000.0;
        fs::remove_file(&file)?;
        ensure!(status.context("failed to start native-check")?.success(), "native-check failed");
        Ok(taken)
    };
    let empty = time("")?;
    Ok(Some(time("volatile int n = 0; for (int i = 0; i < 1250000; i++) n += i;")? - empty))
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().map_or_else(Vec::new, |all| all.iter().map(|each| each.as_f64().unwrap_or(f64::NAN)).collect())
}

/// The site, served by another process of this program.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(site: &Path) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let this = std::env::current_exe().context("failed to find the running xtask")?;
        let mut serve = Command::new(this);
        serve.args(["serve", "--port", &port.to_string(), "--folder"]).arg(site).stdout(Stdio::null());
        let process = serve.spawn().context("failed to start the server")?;
        Ok(Self { process, address: format!("http://127.0.0.1:{port}/") })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends with the measuring; one that has ended already cannot be ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
