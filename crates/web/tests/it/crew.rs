//! A site with somebody in it for each role, each signed in with two factors, and a clock to turn.
//!
//! They are signed in by the room `people` itself and not through pages, so a test of what somebody may
//! open does not hang on the pages by which they came in.

use access::{Asker, Role};
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use people::accounts::{Invited, NewAccount};
use people::passphrase::Passphrase;
use people::sign_in::Origin;
use people::{Key, Terms, Token, accounts, factor, invitations, sessions, sign_in};
use tempfile::TempDir;
use tower::ServiceExt;
use vault::{Clock, Door};
use web::{Entrance, Settings, Site};

/// What everybody here chose; nobody's name is in it.
pub const PASSPHRASE: &str = "marble otter seventeen lanterns";

/// The boundary of the forms that are sent.
const BOUNDARY: &str = "lapwing-test";

/// A site with people.
pub struct Crew {
    pub door: Door,
    pub clock: Clock,
    pub key: Key,
    pub terms: Terms,
    pub entrance: Entrance,
    _folder: TempDir,
}

/// Somebody who has signed in.
#[derive(Clone)]
pub struct Member {
    pub account: String,
    pub sign_in_name: String,
    pub token: Token,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub text: String,
}

impl Answer {
    /// A header's text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("plain letters"))
    }
}

/// Where everybody comes from.
pub fn origin() -> Origin {
    Origin {
        from: [127, 0, 0, 1].into(),
        known: None,
        device: "Firefox on Linux".to_owned(),
    }
}

impl Crew {
    /// An empty site on SQLite, with nobody in it.
    pub async fn empty() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
        let database = folder.path().join("crew.db");
        let clock = Clock::fixed("2026-11-27T09:00:00Z".parse().expect("a moment"));
        let database = database.to_str().expect("a path of plain letters");
        let door = Door::open_with(database, clock.clone()).await;
        Crew {
            door: door.expect("a database"),
            clock,
            key: Key::read(&"0b".repeat(32)).expect("a key"),
            terms: Terms::default(),
            entrance: Entrance::Loopback,
            _folder: folder,
        }
    }

    /// The same over the published register.
    pub async fn with_register() -> Self {
        let crew = Crew::empty().await;
        let filled = quality::inspections::fill(&crew.door, &Asker::local_operator()).await;
        assert_eq!(filled.expect("the published register").refused_rows, 0);
        crew
    }

    pub fn now(&self) -> Timestamp {
        self.door.now()
    }

    pub fn turn(&self, minutes: i64) {
        self.clock.turn(SignedDuration::from_mins(minutes));
    }

    /// Somebody new who has a link.
    pub async fn invited(&self, name: &str, role: Role) -> Invited {
        let service = match people::staff::needs_service(role) {
            true if self.has_services().await => Some("medway".to_owned()),
            _ => None,
        };
        let owner = NewAccount::Newcomer {
            name: name.to_owned(),
            role,
            service,
        };
        let sign_in_name = sign_in_name(name);
        accounts::invite(
            &self.door,
            &Asker::local_operator(),
            &self.terms,
            owner,
            &sign_in_name,
        )
        .await
        .expect("invited")
    }

    async fn has_services(&self) -> bool {
        let query = quality::services::Query::default();
        let held = quality::services::list(&self.door, &Asker::local_operator(), &query).await;
        held.expect("services").held > 0
    }

    /// Somebody new who has signed in.
    pub async fn member(&self, name: &str, role: Role) -> Member {
        let invited = self.invited(name, role).await;
        let (door, key, terms) = (&self.door, &self.key, &self.terms);
        let (chosen, from) = (Passphrase::new(PASSPHRASE), origin());
        let half = invitations::choose_passphrase(door, terms, &invited.token, chosen, &from).await;
        let half = half.expect("a passphrase").token;
        let code = factor::code(key, &invited.account, 1, self.now()).expect("a code");
        let confirmed = invitations::confirm(door, key, terms, &half, &code, &origin()).await;
        Member {
            account: invited.account,
            sign_in_name: sign_in_name(name),
            token: confirmed.expect("signed in").0.token,
        }
    }

    /// Half a session of somebody: the passphrase is shown.
    pub async fn half_in(&self, member: &Member) -> Token {
        let (name, typed) = (&member.sign_in_name, Passphrase::new(PASSPHRASE));
        let half = sign_in::with_passphrase(&self.door, &self.terms, name, typed, &origin()).await;
        half.expect("half a session").token
    }

    /// Signs somebody in once more, on another device; their last code was of an earlier step of time.
    pub async fn again(&self, member: &Member) -> Token {
        self.turn(1);
        let half = self.half_in(member).await;
        let code = factor::code(&self.key, &member.account, 1, self.now()).expect("a code");
        sign_in::with_code(&self.door, &self.key, &self.terms, &half, &code, &origin())
            .await
            .expect("signed in")
            .token
    }

    /// Shows the second factor again, so that dangerous acts are taken.
    pub async fn confirm(&self, member: &Member) {
        self.turn(1);
        let found = sessions::find(&self.door, &self.terms, &member.token).await;
        let sessions::Found::Visitor(visitor) = found.expect("found") else {
            panic!("nobody is signed in");
        };
        let code = factor::code(&self.key, &member.account, 1, self.now()).expect("a code");
        people::own::confirm(&self.door, &self.key, &visitor, &code)
            .await
            .expect("confirmed");
    }

    pub fn site(&self) -> Site {
        let settings = Settings {
            key: Some(self.key.clone()),
            terms: self.terms,
            entrance: self.entrance.clone(),
        };
        Site::with(self.door.clone(), settings)
    }

    /// The name by which the site is asked for.
    pub fn host(&self) -> &str {
        match &self.entrance {
            Entrance::Loopback => "127.0.0.1:8080",
            Entrance::Encrypted { host } => host,
        }
    }

    /// A cookie that shows a session.
    pub fn cookie(&self, token: &Token) -> String {
        let prefix = match self.entrance {
            Entrance::Loopback => "",
            Entrance::Encrypted { .. } => "__Host-",
        };
        format!("{prefix}lapwing={}", token.reveal())
    }

    pub async fn get(&self, who: Option<&Token>, address: &str) -> Answer {
        self.ask(who, Method::GET, address, &[]).await
    }

    pub async fn post(
        &self,
        who: Option<&Token>,
        address: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        self.ask(who, Method::POST, address, fields).await
    }

    async fn ask(
        &self,
        who: Option<&Token>,
        method: Method,
        address: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(&method)
            .uri(address)
            .header(header::HOST, self.host());
        if let Some(token) = who {
            request = request.header(header::COOKIE, self.cookie(token));
        }
        let body = if method == Method::GET {
            Body::empty()
        } else {
            request = request
                .header(header::ORIGIN, format!("http://{}", self.host()))
                .header("sec-fetch-site", "same-origin")
                .header(
                    header::CONTENT_TYPE,
                    format!("multipart/form-data; boundary={BOUNDARY}"),
                );
            Body::from(form(fields))
        };
        self.send(request.body(body).expect("a request")).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self
            .site()
            .router()
            .oneshot(request)
            .await
            .expect("an answer");
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        Answer {
            status: head.status,
            headers: head.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The rows of the trail after the first so many, without the one that this leaves itself.
    pub async fn rows_after(&self, first: usize) -> Vec<Row> {
        let mut trail = Vec::new();
        vault::trail::export(&self.door, &mut trail)
            .await
            .expect("the trail");
        let trail = String::from_utf8(trail).expect("lines of text");
        let rows = trail.lines().skip(first);
        let rows = rows.map(|line| serde_json::from_str(line).expect("a row"));
        rows.filter(|row: &Row| row.action != "trail.export")
            .collect()
    }

    /// How many rows the trail has.
    pub async fn rows(&self) -> usize {
        let mut trail = Vec::new();
        vault::trail::export(&self.door, &mut trail)
            .await
            .expect("the trail");
        trail.iter().filter(|byte| **byte == b'\n').count()
    }
}

/// A row of the trail.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Row {
    pub asker: String,
    pub action: String,
    pub class: String,
    pub outcome: String,
}

/// What somebody with a name signs in with.
fn sign_in_name(name: &str) -> String {
    format!("{}@example.org", name.to_lowercase().replace(' ', "."))
}

/// A form as a browser sends it.
pub fn form(fields: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!("--{BOUNDARY}--\r\n"));
    body
}

/// Waits for what a test does.
pub fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(test);
}
