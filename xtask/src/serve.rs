//! A small server of static files on this machine alone, for development and for the browser tests.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::Context;

/// A browser that says nothing for this long is dropped.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves a folder until the process ends, and prints the address.
pub(crate) fn serve(folder: &Path, port: u16) -> anyhow::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .with_context(|| format!("failed to listen on port {port}; choose another with --port"))?;
    println!("http://{}/", listener.local_addr()?);
    for stream in listener.incoming().flatten() {
        let folder = folder.to_owned();
        thread::spawn(move || {
            // A browser that goes away in the middle of a file is no concern of ours.
            let _ = answer(&stream, &folder);
        });
    }
    Ok(())
}

/// Answers one request and closes the connection.
fn answer(stream: &TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut takes_brotli = false;
    for line in lines {
        let line = line?.to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        takes_brotli |= line.strip_prefix("accept-encoding:").is_some_and(|codings| codings.contains("br"));
    }
    let mut words = request.split(' ');
    match (words.next(), words.next().and_then(|target| file_of(folder, target))) {
        (Some("GET"), Some(path)) => match read(&path, takes_brotli) {
            Ok((body, coding)) => respond(stream, "200 OK", mime_type(&path), coding, &body),
            Err(_) => respond(stream, "404 Not Found", "text/plain", "", b"not found\n"),
        },
        _ => respond(stream, "400 Bad Request", "text/plain", "", b"bad request\n"),
    }
}

/// A file's bytes, with the header that says how they are coded: compressed ones where `dist` has put them beside it.
fn read(path: &Path, takes_brotli: bool) -> std::io::Result<(Vec<u8>, &'static str)> {
    let mut packed = path.as_os_str().to_owned();
    packed.push(".br");
    if let (true, Ok(bytes)) = (takes_brotli, fs::read(packed)) {
        return Ok((bytes, "content-encoding: br\r\n"));
    }
    Ok((fs::read(path)?, ""))
}

fn respond(mut stream: &TcpStream, status: &str, mime: &str, coding: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {mime}\r\ncontent-length: {length}\r\n{coding}cache-control: no-store\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}

/// The file that a request's target names; none for one that leads out of the folder.
fn file_of(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let is_inside = path.components().all(|component| matches!(component, Component::Normal(_)));
    is_inside.then(|| folder.join(path))
}

fn mime_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_index() {
        assert_eq!(file_of(Path::new("/site"), "/?a=1"), Some(PathBuf::from("/site/index.html")));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        assert_eq!(file_of(Path::new("/site"), "/../secret"), None);
        assert_eq!(file_of(Path::new("/site"), "//etc/passwd"), None);
        assert_eq!(file_of(Path::new("/site"), "secret"), None);
    }
}
