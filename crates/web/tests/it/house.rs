//! A site over the published register, on each database: filled once for all tests, because pages
//! change nothing. A test that changes things, or has people sign in (`visitors.rs`), gets a register of
//! its own.

use std::sync::LazyLock;

use access::Asker;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use people::Key;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use vault::{Clock, Door};
use web::{Settings, Site};

use crate::staff;

/// The boundary of the forms that are sent.
const BOUNDARY: &str = "lapwing-test";

/// A site with its door.
pub struct House {
    door: Door,
    clock: Clock,
    database: String,
    /// Keeps a SQLite file's folder for as long as the tests run.
    _folder: Option<TempDir>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub text: String,
    headers: HeaderMap,
}

impl Answer {
    /// A header's text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).map(|value| value.to_str());
        value
            .transpose()
            .expect("a header of plain letters")
            .unwrap_or_default()
    }

    /// The cookies that the browser is given, each as `name=value` with its terms.
    pub fn cookies(&self) -> Vec<&str> {
        let all = self.headers.get_all(header::SET_COOKIE).iter();
        all.map(|value| value.to_str().expect("a cookie of plain letters"))
            .collect()
    }
}

impl House {
    async fn filled(database: String, folder: Option<TempDir>, clock: Clock) -> Self {
        let house = House::empty(database, folder, clock).await;
        let filled = quality::inspections::fill(&house.door, &Asker::local_operator()).await;
        assert_eq!(filled.expect("the published register").refused_rows, 0);
        house
    }

    async fn empty(database: String, folder: Option<TempDir>, clock: Clock) -> Self {
        let door = Door::open_with(&database, clock.clone());
        House {
            door: door.await.expect("a database"),
            clock,
            database,
            _folder: folder,
        }
    }

    /// A house of one's own on SQLite with an empty register, where time stands still until it is
    /// turned.
    pub async fn empty_on_sqlite() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
        let database = folder.path().join("register.db");
        let database = database.to_str().expect("a path of plain letters");
        let clock = Clock::fixed(Timestamp::now());
        House::empty(database.to_owned(), Some(folder), clock).await
    }

    /// The same database through a door that nobody else uses, so that its statements can be counted.
    pub async fn alone(&self) -> Self {
        House {
            door: Door::open(&self.database).await.expect("a database"),
            clock: Clock::system(),
            database: self.database.clone(),
            _folder: None,
        }
    }

    /// The door itself, for asking the rooms below what a page should show.
    pub fn door(&self) -> &Door {
        &self.door
    }

    /// Lets time pass in a house of one's own, where it stands still otherwise.
    pub fn turn(&self, step: SignedDuration) {
        self.clock.turn(step);
    }

    /// The whole trail, a line a row.
    pub async fn trail(&self) -> String {
        let mut trail = Vec::new();
        vault::trail::export(&self.door, &mut trail)
            .await
            .expect("the trail");
        String::from_utf8(trail).expect("lines of text")
    }

    /// How many rows of the trail are about a record.
    pub async fn rows_about(&self, id: &str) -> usize {
        let trail = self.trail().await;
        let wanted = format!("\"{id}\"");
        trail.lines().filter(|line| line.contains(&wanted)).count()
    }

    /// Statements sent to the database so far.
    pub fn statements(&self) -> u64 {
        self.door.statements()
    }
}

static SQLITE: LazyLock<House> = LazyLock::new(|| {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
    let database = folder.path().join("register.db");
    let database = database
        .to_str()
        .expect("a path of plain letters")
        .to_owned();
    runtime().block_on(async {
        let house = House::filled(database, Some(folder), Clock::system()).await;
        add_by_hand(&house).await;
        house
    })
});

static POSTGRES: LazyLock<House> = LazyLock::new(|| {
    runtime().block_on(async {
        let database = testkit::postgres_database().await;
        let house = House::filled(database.url().to_owned(), None, Clock::system()).await;
        add_by_hand(&house).await;
        house
    })
});

/// An inspection to which something was added by hand, so that pages which show it can be tested.
pub const ADDED_TO: &str = "hmip-2021-sutton-2022";

/// Two recommendations (invented), the second of them withdrawn, a report, and people in posts.
async fn add_by_hand(house: &House) {
    let inspection = format!("/inspections/{ADDED_TO}");
    let recommendation = [
        ("addressed-to", "The board"),
        ("words", "Ask victims (invented)"),
    ];
    for due in ["24 9 2022", "25 9 2022"] {
        let fields = [&recommendation[..], &[("due", due)]].concat();
        let new = format!("{inspection}/recommendations/new");
        let answer = post_form(house, &new, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
    let withdraw = format!("{inspection}/recommendations/2/withdraw");
    let form = get(house, &withdraw).await.text;
    let seen = form.split("name=\"seen\" value=\"").nth(1);
    let seen = seen.and_then(|rest| rest.split('"').next());
    let fields = [
        ("reason", "Written twice"),
        ("seen", seen.expect("a version")),
    ];
    let answer = post_form(house, &withdraw, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let report = b"%PDF-1.7\nstartxref\n9\n%%EOF\n";
    let new = format!("{inspection}/reports/new");
    let answer = post_file(house, &new, "report", "Sutton.pdf", report).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    staff::add(house).await;
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
}

/// Runs a test on SQLite: for what does not depend on the database.
pub fn on_sqlite(test: impl AsyncFnOnce(&'static House)) {
    let house = LazyLock::force(&SQLITE);
    runtime().block_on(test(house));
}

/// Runs a test on SQLite and on PostgreSQL.
pub fn on_both_databases(test: impl AsyncFn(&'static House)) {
    for house in [&SQLITE, &POSTGRES] {
        let house = LazyLock::force(house);
        runtime().block_on(test(house));
    }
}

/// Runs a test that changes things on a register of its own, where time stands still until it is
/// turned: on SQLite, then on PostgreSQL.
pub fn on_both_fresh(test: impl AsyncFn(House)) {
    runtime().block_on(async {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
        let database = folder.path().join("register.db");
        let database = database.to_str().expect("a path of plain letters");
        let clock = || Clock::fixed(Timestamp::now());
        test(House::filled(database.to_owned(), Some(folder), clock()).await).await;
        let database = testkit::postgres_database().await;
        test(House::filled(database.url().to_owned(), None, clock()).await).await;
    });
}

/// As [`on_both_fresh`], over an empty register: for what has to do with people and not with what they
/// come for.
pub fn on_both_empty(test: impl AsyncFn(House)) {
    runtime().block_on(async {
        test(House::empty_on_sqlite().await).await;
        let database = testkit::postgres_database().await;
        let clock = Clock::fixed(Timestamp::now());
        test(House::empty(database.url().to_owned(), None, clock).await).await;
    });
}

/// The installation's key in tests.
pub fn key() -> Key {
    Key::read(&"0b".repeat(32)).expect("a key")
}

/// Asks for a page as a browser on this machine does.
pub async fn get(house: &House, address: &str) -> Answer {
    get_with(house, "", address).await
}

/// As [`get`], from a browser that holds cookies.
pub async fn get_with(house: &House, cookies: &str, address: &str) -> Answer {
    let request = Request::get(address)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::COOKIE, cookies)
        .body(Body::empty())
        .expect("a request");
    send(house, request).await
}

/// Sends a form as the site's own page does.
pub async fn post_form(house: &House, address: &str, fields: &[(&str, &str)]) -> Answer {
    post_with(house, "", address, fields).await
}

/// As [`post_form`], from a browser that holds cookies.
pub async fn post_with(
    house: &House,
    cookies: &str,
    address: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!("--{BOUNDARY}--\r\n"));
    post(house, cookies, address, body.into_bytes()).await
}

/// Sends the body of a form.
async fn post(house: &House, cookies: &str, address: &str, body: Vec<u8>) -> Answer {
    let request = Request::post(address)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::COOKIE, cookies)
        .header(header::ORIGIN, "http://127.0.0.1:8080")
        .header("sec-fetch-site", "same-origin")
        .header(
            header::CONTENT_TYPE,
            format!("multipart/form-data; boundary={BOUNDARY}"),
        )
        .body(Body::from(body))
        .expect("a request");
    send(house, request).await
}

/// Sends a form with one file as the site's own page does.
pub async fn post_file(
    house: &House,
    address: &str,
    field: &str,
    name: &str,
    bytes: &[u8],
) -> Answer {
    let name = name.replace('"', "%22");
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    );
    let end = format!("\r\n--{BOUNDARY}--\r\n");
    let body = [head.as_bytes(), bytes, end.as_bytes()].concat();
    post(house, "", address, body).await
}

/// Sends any request.
pub async fn send(house: &House, request: Request<Body>) -> Answer {
    let settings = Settings {
        key: Some(key()),
        ..Settings::default()
    };
    let site = Site::with(house.door.clone(), settings);
    let response = site.router().oneshot(request).await.expect("an answer");
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body");
    Answer {
        status: head.status,
        text: String::from_utf8_lossy(&bytes).into_owned(),
        headers: head.headers,
    }
}
