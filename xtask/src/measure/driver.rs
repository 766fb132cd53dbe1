//! A headless browser behind chromedriver, as far as measuring needs it: WebDriver's JSON over plain HTTP.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with an empty profile. Dropping it ends it.
pub(super) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    profile: PathBuf,
}

impl Browser {
    /// Starts one.
    pub(super) fn start() -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut driver = Command::new("chromedriver");
        driver.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let driver = driver.spawn().context("failed to start chromedriver; `cargo xtask test` installs it")?;
        let profile = env::temp_dir().join(format!("ipc-lab-measure-{port}"));
        let mut browser = Self { driver, port, session: String::new(), profile };
        browser.open()?;
        Ok(browser)
    }

    fn open(&mut self) -> Result<()> {
        let profile = format!("--user-data-dir={}", self.profile.display());
        let args =
            ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1440,900", &profile];
        let options = json!({ "goog:chromeOptions": { "args": args } });
        let body = json!({ "capabilities": { "alwaysMatch": options } });
        let started = Instant::now();
        let session = loop {
            match self.send("POST", "/session", &body) {
                Ok(answer) => break answer["sessionId"].as_str().context("no session")?.to_owned(),
                Err(error) if started.elapsed() > PATIENCE => return Err(error),
                Err(_) => thread::sleep(Duration::from_millis(50)),
            }
        };
        self.session = session;
        Ok(())
    }

    /// Goes to an address.
    pub(super) fn go(&self, address: &str) -> Result<()> {
        self.command("url", &json!({ "url": address })).map(drop)
    }

    /// Runs a script in the page and gives what it returns.
    pub(super) fn run(&self, script: &str) -> Result<Value> {
        self.command("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Runs a script that calls its last argument with a number.
    pub(super) fn number(&self, script: &str) -> Result<f64> {
        let answer = self.command("execute/async", &json!({ "script": script, "args": [] }))?;
        answer.as_f64().with_context(|| format!("no number: {answer}"))
    }

    /// Waits until a script returns true.
    pub(super) fn wait(&self, condition: &str) -> Result<()> {
        let started = Instant::now();
        while self.run(&format!("return !!({condition})"))? != Value::Bool(true) {
            if started.elapsed() > PATIENCE {
                bail!("waited in vain for {condition}");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// A command of the browser's own debugging protocol.
    pub(super) fn debug(&self, name: &str, parameters: &Value) -> Result<Value> {
        self.command("goog/cdp/execute", &json!({ "cmd": name, "params": parameters }))
    }

    fn command(&self, name: &str, body: &Value) -> Result<Value> {
        self.send("POST", &format!("/session/{}/{name}", self.session), body)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let body = body.to_string();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = Vec::new();
        // The driver may reset the connection behind its answer.
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let (_, text) = answer.split_once("\r\n\r\n").context("the driver gave no answer")?;
        let value: Value = serde_json::from_str(text).context("the driver's answer is no JSON")?;
        match &value["value"]["error"] {
            Value::String(error) => bail!("{path}: {error}: {}", value["value"]["message"]),
            _ => Ok(value["value"].clone()),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser ends with its session, the driver by force; what is left of either does no harm.
        let _ = self.send("DELETE", &format!("/session/{}", self.session), &json!({}));
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}
