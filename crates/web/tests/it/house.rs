//! A site over the published register, on each database: filled once for all tests, because pages
//! change nothing.

use std::sync::LazyLock;

use access::Asker;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use vault::Door;
use web::Site;

/// The boundary of the forms that are sent.
const BOUNDARY: &str = "lapwing-test";

/// A site with its door.
pub struct House {
    door: Door,
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
}

impl House {
    async fn filled(database: String, folder: Option<TempDir>) -> Self {
        let door = Door::open(&database).await.expect("a database");
        let filled = quality::inspections::fill(&door, &Asker::local_operator()).await;
        assert_eq!(filled.expect("the published register").refused_rows, 0);
        House {
            door,
            database,
            _folder: folder,
        }
    }

    /// The same database through a door that nobody else uses, so that its statements can be counted.
    pub async fn alone(&self) -> Self {
        House {
            door: Door::open(&self.database).await.expect("a database"),
            database: self.database.clone(),
            _folder: None,
        }
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
    runtime().block_on(House::filled(database, Some(folder)))
});

static POSTGRES: LazyLock<House> = LazyLock::new(|| {
    runtime().block_on(async {
        let database = testkit::postgres_database().await;
        House::filled(database.url().to_owned(), None).await
    })
});

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

/// Asks for a page as a browser on this machine does.
pub async fn get(house: &House, address: &str) -> Answer {
    let request = Request::get(address)
        .header(header::HOST, "127.0.0.1:8080")
        .body(Body::empty())
        .expect("a request");
    send(house, request).await
}

/// Sends a form as the site's own page does.
pub async fn post_form(house: &House, address: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!("--{BOUNDARY}--\r\n"));
    let request = Request::post(address)
        .header(header::HOST, "127.0.0.1:8080")
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

/// Sends any request.
pub async fn send(house: &House, request: Request<Body>) -> Answer {
    let site = Site::new(house.door.clone(), Asker::local_operator());
    let response = site.router().oneshot(request).await.expect("an answer");
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body");
    Answer {
        status: head.status,
        text: String::from_utf8_lossy(&bytes).into_owned(),
        headers: head.headers,
    }
}
