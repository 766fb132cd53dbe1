//! Driving the page: a server for the built site, a headless browser, and the page's parts by what they are for.

mod axe;

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How long the page may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser window with the page in it.
pub(crate) struct Lab {
    client: Client,
    // Both end with the value.
    _driver: Child,
    _server: Child,
    profile: PathBuf,
    address: String,
}

fn tool(variable: &str, name: &str) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Ok(path.into());
    }
    let this = std::env::current_exe()?;
    Ok(this.ancestors().nth(2).context("the test does not lie in a target folder")?.join(name))
}

/// The built site.
pub(crate) fn site() -> PathBuf {
    std::env::var_os("IPC_LAB_DIST").map_or_else(|| tests::root().join("dist"), PathBuf::from)
}

/// Serves the built site; the server prints its address.
async fn serve() -> Result<(Child, String)> {
    let folder = site();
    anyhow::ensure!(folder.join("index.html").exists(), "the page is not built; run `cargo xtask dist`");
    let mut server = Command::new(tool("IPC_LAB_XTASK", "xtask")?)
        .args(["serve", "--port", "0", "--folder"])
        .arg(&folder)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("failed to start `xtask serve`")?;
    let output = server.stdout.take().context("no standard output")?;
    let address = BufReader::new(output).lines().next_line().await?.context("the server printed no address")?;
    Ok((server, address))
}

async fn drive() -> Result<(Child, u16)> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let driver = Command::new("chromedriver")
        .arg(format!("--port={port}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .context("failed to start chromedriver; run `cargo xtask test`, which installs it or says how")?;
    Ok((driver, port))
}

fn capabilities(width: u32, height: u32, language: &str, profile: &str) -> serde_json::Map<String, serde_json::Value> {
    let mut args: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    .map(str::to_owned)
    .to_vec();
    args.push(format!("--user-data-dir={profile}"));
    args.push(format!("--window-size={width},{height}"));
    args.push(format!("--lang={language}"));
    let mut options = serde_json::json!({
        "args": args,
        "prefs": { "intl.accept_languages": language },
    });
    if width < 600 {
        options["mobileEmulation"] =
            serde_json::json!({ "deviceMetrics": { "width": width, "height": height, "pixelRatio": 2.0 } });
    }
    let mut capabilities = serde_json::Map::new();
    capabilities.insert("goog:chromeOptions".to_owned(), options);
    capabilities.insert("goog:loggingPrefs".to_owned(), serde_json::json!({ "browser": "ALL" }));
    capabilities
}

impl Lab {
    /// Opens the page in a window of this size.
    pub(crate) async fn open(width: u32, height: u32, language: &str) -> Result<Self> {
        let (server, address) = serve().await?;
        let (driver, port) = drive().await?;
        let profile = std::env::temp_dir().join(format!("ipc-lab-browser-{port}"));
        let capabilities = capabilities(width, height, language, &profile.to_string_lossy());
        let started = Instant::now();
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(capabilities.clone()).connect(&format!("http://127.0.0.1:{port}")).await {
                Ok(client) => break client,
                Err(error) if started.elapsed() > PATIENCE => bail!("no browser: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        };
        let lab = Self { client, _driver: driver, _server: server, profile, address };
        lab.reload().await?;
        Ok(lab)
    }

    /// Opens the page anew and waits until a program stands in the machine.
    pub(crate) async fn reload(&self) -> Result<()> {
        self.client.goto(&self.address).await?;
        self.until("the page", async || self.is_possible("step").await).await
    }

    /// The address of a file of the site.
    pub(crate) fn beside(&self, file: &str) -> String {
        format!("{}{file}", self.address)
    }

    /// Opens an address that is not the lab's own, without waiting for anything in it.
    pub(crate) async fn show(&self, address: &str) -> Result<()> {
        // A change in the fragment alone would not load the page.
        self.client.goto("about:blank").await?;
        Ok(self.client.goto(address).await?)
    }

    /// Opens a lab at another address and waits until a program stands in the machine.
    pub(crate) async fn visit(&self, address: &str) -> Result<()> {
        self.show(address).await?;
        self.until(address, async || self.is_ready().await).await
    }

    /// Loads the address anew, as it has become.
    pub(crate) async fn refresh(&self) -> Result<()> {
        self.client.refresh().await?;
        self.until("the page", async || self.is_ready().await).await
    }

    /// Whether a run can be moved, forwards or back.
    async fn is_ready(&self) -> Result<bool> {
        Ok(self.is_possible("step").await? || self.is_possible("back").await?)
    }

    /// Goes into the lab of a custom element.
    pub(crate) async fn enter_frame(&self, element: &str) -> Result<()> {
        let script = "return document.querySelector(arguments[0]).shadowRoot.querySelector('iframe')";
        let frame = self.client.execute(script, vec![element.into()]).await?;
        let id = frame.as_object().and_then(|frame| frame.values().next()).and_then(|id| id.as_str());
        let id = id.context("the element has no frame")?.to_owned();
        Ok(Element::from_element_id(self.client.clone(), id.into()).enter_frame().await?)
    }

    /// Comes back from there.
    pub(crate) async fn leave_frame(&self) -> Result<()> {
        Ok(self.client.enter_parent_frame().await?)
    }

    /// What stands in a field.
    pub(crate) async fn value(&self, selector: &str) -> Result<String> {
        self.string(&format!("return document.querySelector({selector:?}).value")).await
    }

    pub(crate) async fn string(&self, script: &str) -> Result<String> {
        let text = self.client.execute(script, Vec::new()).await?;
        Ok(text.as_str().context("no text")?.to_owned())
    }

    /// Ends the browser.
    pub(crate) async fn close(self) -> Result<()> {
        self.client.close().await?;
        let _ = std::fs::remove_dir_all(&self.profile);
        Ok(())
    }

    /// Waits until a condition holds. An error of the condition counts as "not yet".
    pub(crate) async fn until(&self, what: &str, condition: impl AsyncFn() -> Result<bool>) -> Result<()> {
        let started = Instant::now();
        loop {
            let answer = condition().await;
            match answer {
                Ok(true) => return Ok(()),
                answer if started.elapsed() > PATIENCE => bail!("waited in vain for {what} ({answer:?})"),
                _ => tokio::time::sleep(Duration::from_millis(25)).await,
            }
        }
    }

    pub(crate) async fn wait_for(&self, selector: &str) -> Result<()> {
        self.until(selector, async || Ok(self.client.find(Locator::Css(selector)).await.is_ok())).await
    }

    pub(crate) async fn wait_for_step(&self, step: u64) -> Result<()> {
        self.until(&format!("step {step}"), async || Ok(self.step().await? == step)).await
    }

    /// The step that the transport shows.
    pub(crate) async fn step(&self) -> Result<u64> {
        let value = self.client.execute("return document.querySelector('#position').value", Vec::new()).await?;
        Ok(value.as_str().context("the slider has no value")?.parse()?)
    }

    /// Opens a scenario and waits for its start.
    pub(crate) async fn pick(&self, id: &str) -> Result<()> {
        let script = "const s = document.querySelector('#scenario'); s.value = arguments[0]; \
                      s.dispatchEvent(new Event('change', { bubbles: true }))";
        self.client.execute(script, vec![id.into()]).await?;
        self.until(id, async || {
            let open = self.client.execute("return document.querySelector('#scenario').value", Vec::new()).await?;
            Ok(open == id && self.step().await? == 0 && self.is_possible("step").await?)
        })
        .await
    }

    /// Presses a button by its id, as soon as it can be pressed.
    pub(crate) async fn press(&self, id: &str) -> Result<()> {
        self.until(&format!("button {id}"), async || self.is_possible(id).await).await?;
        self.click(&format!("#{id}")).await
    }

    pub(crate) async fn is_possible(&self, id: &str) -> Result<bool> {
        let button = self.client.find(Locator::Id(id)).await?;
        // A button that cannot be pressed just now says so, and keeps the focus.
        let says_no = button.attr("aria-disabled").await?.as_deref() == Some("true");
        Ok(!says_no && button.is_enabled().await?)
    }

    pub(crate) async fn click(&self, selector: &str) -> Result<()> {
        Ok(self.client.find(Locator::Css(selector)).await?.click().await?)
    }

    pub(crate) async fn granularity(&self, value: &str) -> Result<()> {
        let script = "const s = document.querySelector('#granularity'); s.value = arguments[0]; \
                      s.dispatchEvent(new Event('change', { bubbles: true }))";
        self.client.execute(script, vec![value.into()]).await?;
        Ok(())
    }

    fn task_button(task: u32) -> String {
        format!("//button[contains(@class,'task-button')][text()='P{task}']")
    }

    /// Lets this task take the next step.
    pub(crate) async fn choose(&self, task: u32) -> Result<()> {
        self.until(&format!("P{task}"), async || self.can_choose(task).await).await?;
        Ok(self.client.find(Locator::XPath(&Self::task_button(task))).await?.click().await?)
    }

    pub(crate) async fn can_choose(&self, task: u32) -> Result<bool> {
        let button = self.client.find(Locator::XPath(&Self::task_button(task))).await?;
        Ok(button.attr("aria-disabled").await?.as_deref() != Some("true"))
    }

    pub(crate) async fn tab(&self, label: &str) -> Result<()> {
        let path = format!("//button[contains(@class,'tab')][normalize-space()='{label}']");
        Ok(self.client.find(Locator::XPath(&path)).await?.click().await?)
    }

    pub(crate) async fn text(&self, selector: &str) -> Result<String> {
        let script = "return document.querySelector(arguments[0]).textContent";
        let text = self.client.execute(script, vec![selector.into()]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// What the machine view says, marks of change aside.
    pub(crate) async fn machine_text(&self) -> Result<String> {
        // What flies from one process to another is there for a moment only.
        let script = "const main = document.querySelector('main').cloneNode(true);
             main.querySelectorAll('.flights').forEach(flights => flights.remove());
             return main.textContent";
        self.string(script).await
    }

    pub(crate) async fn attribute(&self, selector: &str, name: &str) -> Result<String> {
        Ok(self.client.find(Locator::Css(selector)).await?.attr(name).await?.unwrap_or_default())
    }

    /// Shows the page in these colours.
    pub(crate) async fn theme(&self, name: &str) -> Result<()> {
        let script = "document.documentElement.setAttribute('data-theme', arguments[0])";
        self.client.execute(script, vec![name.into()]).await?;
        Ok(())
    }

    /// Presses a key where the focus is.
    pub(crate) async fn key(&self, key: &str) -> Result<()> {
        Ok(self.client.active_element().await?.send_keys(key).await?)
    }

    pub(crate) async fn is_visible(&self, selector: &str) -> Result<bool> {
        Ok(self.client.find(Locator::Css(selector)).await?.is_displayed().await?)
    }

    pub(crate) async fn number(&self, script: &str) -> Result<i64> {
        self.client.execute(script, Vec::new()).await?.as_i64().context("no number")
    }

    /// The program's text.
    pub(crate) async fn program(&self) -> Result<String> {
        let text = self.client.execute("return document.querySelector('#code').value", Vec::new()).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Replaces the program's text as typing does.
    pub(crate) async fn write_program(&self, text: &str) -> Result<()> {
        let script = "const c = document.querySelector('#code'); c.value = arguments[0]; \
                      c.dispatchEvent(new InputEvent('input', { bubbles: true }))";
        self.client.execute(script, vec![text.into()]).await?;
        Ok(())
    }

    /// What the browser's own log holds of errors (refused by the policy, exceptions, missing files).
    pub(crate) async fn complaints(&self) -> Result<Vec<String>> {
        let entries = self.client.issue_cmd(BrowserLog).await?;
        let is_error = |entry: &&serde_json::Value| entry["level"] == "SEVERE";
        Ok(entries.as_array().context("no list")?.iter().filter(is_error).map(ToString::to_string).collect())
    }
}

/// Chromedriver's command for the browser's log, which the standard does not have.
#[derive(Debug)]
struct BrowserLog;

impl WebDriverCompatibleCommand for BrowserLog {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(r#"{"type":"browser"}"#.to_owned()))
    }
}
