//! `axe-core` in the page: rules of accessibility, checked by machine.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tokio::process::Command;

use super::Lab;

/// The package as it was tried; a newer one may know more rules.
const PACKAGE: &str = "axe-core@4.14.1";

/// The script, installed by npm into the target folder if it is not there yet.
async fn script() -> Result<String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(PACKAGE.replace('@', "-"));
    let file = folder.join("node_modules/axe-core/axe.min.js");
    if !file.exists() {
        std::fs::create_dir_all(&folder)?;
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--no-save", "--silent", "--prefix"]).arg(&folder).arg(PACKAGE);
        match npm.status().await {
            Ok(status) if status.success() => {}
            _ => bail!("the rules of accessibility are missing: install npm, which gets {PACKAGE}"),
        }
    }
    std::fs::read_to_string(&file).with_context(|| format!("failed to read {}", file.display()))
}

impl Lab {
    /// What `axe-core` has against the page as it stands: a line for each rule, with the elements.
    pub(crate) async fn barriers(&self) -> Result<Vec<String>> {
        let run = "; const done = arguments[arguments.length - 1]; axe.run(document).then( \
                   found => done(found.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => \
                   node.target.join(' ') + ' (' + (node.any[0]?.message ?? '') + ')').join('; '))), \
                   error => done([String(error)]))";
        let found = self.client.execute_async(&(script().await? + run), Vec::new()).await?;
        let lines = found.as_array().context("axe-core gave no list")?;
        Ok(lines.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}
