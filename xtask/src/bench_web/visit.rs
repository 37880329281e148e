//! What travels when somebody opens a page: the page and its files the first time, and what the
//! browser may not keep the second time.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, ensure};

/// What a stuck server gets.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer as it came.
pub struct Answer {
    pub status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (own, value) = line.split_once(": ")?;
            own.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    /// Everything that travelled.
    fn weight(&self) -> usize {
        self.head.len() + self.body.len()
    }
}

/// Bytes on the wire, the heads of the answers included.
pub struct Visit {
    pub first: usize,
    pub second: usize,
}

impl Visit {
    /// Opens `page` as a browser would: packed where the server packs, each file once, and on the
    /// second visit only what the first was not told to keep.
    pub fn to(address: &str, page: &str) -> anyhow::Result<Self> {
        let packed = ("Accept-Encoding", "gzip");
        let answer = get(address, page, &[packed])?;
        let mut visit = Visit {
            first: answer.weight(),
            second: answer.weight(),
        };
        let words = get(address, page, &[])?.body;
        let mut files = named(&String::from_utf8_lossy(&words), "\"/assets/", "/assets/");
        let mut next = 0;
        while let Some(file) = files.get(next).cloned() {
            next += 1;
            let answer = get(address, &file, &[packed])?;
            ensure!(answer.status == 200, "{file} answers {}", answer.status);
            visit.first += answer.weight();
            visit.second += again(address, &file, &answer)?;
            if answer
                .header("content-type")
                .is_some_and(|kind| kind.contains("javascript"))
            {
                // Scripts name one another by a path from their own folder.
                let words = get(address, &file, &[])?.body;
                for other in named(&String::from_utf8_lossy(&words), "\"./", "/assets/") {
                    if !files.contains(&other) {
                        files.push(other);
                    }
                }
            }
        }
        Ok(visit)
    }
}

/// What a file weighs on the second visit.
fn again(address: &str, file: &str, first: &Answer) -> anyhow::Result<usize> {
    if first
        .header("cache-control")
        .is_some_and(|keep| keep.contains("immutable"))
    {
        return Ok(0);
    }
    let packed = ("Accept-Encoding", "gzip");
    let answer = match first.header("etag") {
        Some(tag) => get(address, file, &[packed, ("If-None-Match", tag)])?,
        None => get(address, file, &[packed])?,
    };
    Ok(answer.weight())
}

/// The addresses that begin with `mark` in `words`, each once, with `folder` in the mark's place.
fn named(words: &str, mark: &str, folder: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for rest in words.split(mark).skip(1) {
        let name = rest.split('"').next().unwrap_or_default();
        let address = format!("{folder}{name}");
        if !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

/// Asks for `path` with further headers, and reads until the server ends the connection.
pub fn get(address: &str, path: &str, headers: &[(&str, &str)]) -> anyhow::Result<Answer> {
    let mut stream = TcpStream::connect(address).context("the server does not answer")?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    parse(&bytes).with_context(|| format!("{path} answers with something else than HTTP"))
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer {
        status,
        head,
        body: bytes[end..].to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::{named, parse};

    #[test]
    fn the_files_of_a_page_are_found_once_each() {
        let page = r#"<link href="/assets/a.css?v=1"><script src="/assets/b.js"></script><img src="/assets/b.js">"#;
        assert_eq!(
            named(page, "\"/assets/", "/assets/"),
            ["/assets/a.css?v=1", "/assets/b.js"]
        );
        let script = r#"import { a } from "./c.min.js";"#;
        assert_eq!(named(script, "\"./", "/assets/"), ["/assets/c.min.js"]);
    }

    #[test]
    fn an_answer_is_read() {
        let answer = parse(b"HTTP/1.1 200 OK\r\nETag: W/\"1\"\r\n\r\nwords").unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("etag"), Some("W/\"1\""));
        assert_eq!(answer.weight(), 37);
        assert!(parse(b"nothing").is_none());
    }
}
