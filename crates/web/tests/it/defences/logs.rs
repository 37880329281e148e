//! What a log gets to see, at its most talkative: nothing of a person, and nothing that opens a door.

use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use access::Role;
use axum::http::header;
use people::Token;
use tracing_subscriber::fmt::MakeWriter;

use crate::crew::{Answer, Crew, run};

/// Everything that was logged by all tests of this program.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&held).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

static LOG: LazyLock<Log> = LazyLock::new(|| {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).expect("the only subscriber");
    log
});

/// Words that stand nowhere else: whatever repeats one has told of somebody.
const NAME: &str = "Quillfeather";
const PASSPHRASE: &str = "zaffre quoin umbel tesserae";
const WRONG: &str = "xylem bodkin wrasse ocarina";

/// The session that an answer gives the browser.
fn given(answer: &Answer) -> Token {
    let cookie = answer.header("set-cookie");
    let value = cookie
        .strip_prefix("lapwing=")
        .and_then(|rest| rest.split(';').next());
    Token::read(value.unwrap_or_default()).unwrap_or_else(|| panic!("no session: {}", answer.text))
}

#[test]
#[ignore = "not kept yet at the level trace, where a library logs addresses"]
fn nothing_of_a_person_is_logged_titled_or_led_to() {
    LazyLock::force(&LOG);
    run(async {
        let crew = Crew::with_register().await;
        let chief = crew.member("Robin Example", Role::Administrator).await;
        let chief = Some(&chief.token);
        let mut answers = Vec::new();
        // Invited, and in by the link.
        let sign_in_name = format!("{NAME}@example.org");
        let fields = [
            ("name", NAME),
            ("sign-in-name", sign_in_name.as_str()),
            ("role", "practitioner"),
            ("service", "medway"),
        ];
        let invited = crew.post(chief, "/accounts/new", &fields).await;
        let at = invited.text.find("/invitations/").expect("a link");
        let link = invited.text[at..]
            .split('"')
            .next()
            .expect("its end")
            .to_owned();
        answers.push(invited);
        let shown = crew.get(None, &link).await;
        answers.push(shown);
        answers.push(crew.post(None, &link, &[("passphrase", NAME)]).await);
        let half = crew.post(None, &link, &[("passphrase", PASSPHRASE)]).await;
        let half_token = given(&half);
        answers.push(half);
        answers.push(crew.get(Some(&half_token), "/sign-in/set-up").await);
        let operator = access::Asker::local_operator();
        let accounts = people::accounts::list(&crew.door, &operator, &crew.terms).await;
        let accounts = accounts.expect("accounts");
        let account = accounts
            .into_iter()
            .find(|own| own.name == NAME)
            .expect("the account")
            .id;
        let code = people::factor::code(&crew.key, &account, 1, crew.now()).expect("a code");
        let whole = crew
            .post(Some(&half_token), "/sign-in/set-up", &[("code", &code)])
            .await;
        let whole_token = given(&whole);
        answers.push(whole);
        // Wrong, and right.
        crew.turn(1);
        let typed = |passphrase: &'static str| {
            [
                ("sign-in-name", sign_in_name.clone()),
                ("passphrase", passphrase.to_owned()),
            ]
        };
        for passphrase in [WRONG, PASSPHRASE] {
            let typed = typed(passphrase);
            let fields: Vec<(&str, &str)> = typed
                .iter()
                .map(|(name, own)| (*name, own.as_str()))
                .collect();
            answers.push(crew.post(None, "/sign-in", &fields).await);
        }
        // Searched for, looked at, and sent too late.
        answers.push(crew.post(chief, "/accounts", &[("name", NAME)]).await);
        answers.push(crew.get(chief, &format!("/accounts/{account}")).await);
        answers.push(crew.post(None, "/accounts/new", &fields).await);
        answers.push(
            crew.post(
                chief,
                &format!("/accounts/{account}/reset"),
                &[("what", "both")],
            )
            .await,
        );
        answers.push(crew.get(Some(&whole_token), "/account").await);
        answers.push(crew.get(None, &format!("/people/{NAME}")).await);
        answers.push(crew.get(chief, &format!("/people/{NAME}")).await);

        let log = LOG.text().to_lowercase();
        assert!(!log.is_empty(), "the log was on");
        let secrets = [
            NAME.to_owned(),
            PASSPHRASE.to_owned(),
            WRONG.to_owned(),
            link.trim_start_matches("/invitations/").to_owned(),
            half_token.reveal(),
            whole_token.reveal(),
            crew.key.reveal(),
        ];
        for secret in &secrets {
            let secret = secret.to_lowercase();
            let line = log.lines().find(|line| line.contains(&secret));
            assert!(line.is_none(), "logged: {line:?}");
        }
        for answer in &answers {
            let title = answer.text.split("<title>").nth(1).unwrap_or_default();
            let title = title
                .split("</title>")
                .next()
                .unwrap_or_default()
                .to_lowercase();
            let led_to = answer.header("location").to_lowercase();
            for secret in &secrets {
                let secret = secret.to_lowercase();
                assert!(!title.contains(&secret), "{title}");
                assert!(!led_to.contains(&secret), "{led_to}");
            }
            for typed in [PASSPHRASE, WRONG, &code] {
                assert!(!answer.text.contains(typed), "sent back: {}", answer.text);
            }
            let cookies = answer.headers.get_all(header::SET_COOKIE).iter().count();
            assert!(cookies <= 2);
        }
    });
}
