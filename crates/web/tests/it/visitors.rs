//! People with their browsers, who come in through the pages. Each test that has any gets a house of its
//! own ([`on_both_empty`](crate::house::on_both_empty)): as soon as there is an account, nobody is the
//! local operator any more.

use std::collections::BTreeMap;

use access::{Asker, Role};
use jiff::SignedDuration;
use people::accounts::{self, Invited, NewAccount, Reset};
use people::{Terms, factor};

use crate::house::{Answer, House, get_with, key, post_with};

/// What everybody here chooses.
pub const PASSPHRASE: &str = "plover mortar kettle";

/// A browser with its cookies.
pub struct Browser<'a> {
    house: &'a House,
    cookies: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    /// A browser that has never been here.
    pub fn new(house: &'a House) -> Self {
        Browser {
            house,
            cookies: BTreeMap::new(),
        }
    }

    /// Asks for a page.
    pub async fn get(&mut self, address: &str) -> Answer {
        let answer = get_with(self.house, &self.shown(), address).await;
        self.keep(&answer);
        answer
    }

    /// Sends a form.
    pub async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = post_with(self.house, &self.shown(), address, fields).await;
        self.keep(&answer);
        answer
    }

    /// The value of a cookie; empty where there is none.
    pub fn cookie(&self, name: &str) -> &str {
        self.cookies.get(name).map_or("", String::as_str)
    }

    /// Gives the browser a cookie, as a thief does who has copied it.
    pub fn plant(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    fn shown(&self) -> String {
        let cookies = self.cookies.iter();
        let cookies: Vec<String> = cookies
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        cookies.join("; ")
    }

    fn keep(&mut self, answer: &Answer) {
        for cookie in answer.cookies() {
            let (pair, terms) = cookie.split_once(';').expect("terms");
            let (name, value) = pair.split_once('=').expect("a value");
            if terms.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// Somebody with an account.
pub struct Person {
    /// The account's id.
    pub account: String,
    /// What they sign in with.
    pub sign_in_name: String,
    /// The path of the link that they were given last.
    pub link: String,
    /// Which set-up of their second factor holds.
    number: i32,
}

impl Person {
    /// Somebody new in a post of a role, who has a link and nothing else. The name is invented.
    pub async fn invited(house: &House, role: Role) -> Self {
        let sign_in_name = format!("wren.{}@example.org", role.code());
        let newcomer = NewAccount::Newcomer {
            name: format!("Wren {}", role.title()),
            role,
            service: None,
        };
        let (door, operator) = (house.door(), Asker::local_operator());
        let terms = Terms::default();
        let invited = accounts::invite(door, &operator, &terms, newcomer, &sign_in_name).await;
        let invited = invited.expect("an invitation");
        Person {
            link: link(&invited),
            account: invited.account,
            sign_in_name,
            number: 1,
        }
    }

    /// Somebody in a post of a role, with the browser in which they have just come in by their link.
    pub async fn signed_in(house: &House, role: Role) -> (Self, Browser<'_>) {
        let person = Person::invited(house, role).await;
        let mut browser = Browser::new(house);
        let chosen = [("passphrase", PASSPHRASE)];
        browser.post(&person.link, &chosen).await;
        let code = person.code(house, 0);
        let codes = browser.post("/sign-in/set-up", &[("code", &code)]).await;
        assert!(
            codes.text.contains("Keep your recovery codes"),
            "{}",
            codes.text
        );
        (person, browser)
    }

    /// The code that their app shows, or will show so many half minutes later. A code is taken once,
    /// and at most half a minute early.
    pub fn code(&self, house: &House, steps: i64) -> String {
        let now = house.door().now() + SignedDuration::from_secs(30 * steps);
        factor::code(&key(), &self.account, self.number, now).expect("a code")
    }

    /// Lets them choose anew, as an administrator does.
    pub async fn reset(&mut self, house: &House, what: Reset) {
        let (door, operator) = (house.door(), Asker::local_operator());
        let reset = accounts::reset(door, &operator, &Terms::default(), &self.account, what).await;
        self.link = link(&reset.expect("a link"));
    }

    /// They begin to set their app up anew: each time its secret is another, and so are its codes.
    pub fn sets_up_again(&mut self, times: i32) {
        self.number += times;
    }

    /// They sign in with both steps.
    pub async fn signs_in(&self, house: &House, browser: &mut Browser<'_>) {
        self.shows_passphrase(browser).await;
        let code = self.code(house, 0);
        let answer = browser.post("/sign-in/code", &[("code", &code)]).await;
        assert_eq!(answer.header("location"), "/", "{}", answer.text);
    }

    /// They take the first step.
    pub async fn shows_passphrase(&self, browser: &mut Browser<'_>) {
        let fields = [
            ("sign-in-name", self.sign_in_name.as_str()),
            ("passphrase", PASSPHRASE),
        ];
        let answer = browser.post("/sign-in", &fields).await;
        assert_eq!(
            answer.header("location"),
            "/sign-in/code",
            "{}",
            answer.text
        );
    }
}

fn link(invited: &Invited) -> String {
    format!("/invitations/{}", invited.token.reveal())
}

/// The recovery codes that a page shows.
pub fn recovery_codes(text: &str) -> Vec<String> {
    let list = text.split("lw-recovery-codes").nth(1).unwrap_or_default();
    let list = list.split("</ol>").next().unwrap_or_default();
    let items = list.split("<li>").skip(1);
    let codes = items.filter_map(|item| item.split('<').next());
    codes.map(str::to_owned).collect()
}

/// Every page of the way in and of one's own account, in each state, with the route that it is of.
pub async fn pages() -> Vec<(String, String)> {
    let house = &House::empty_on_sqlite().await;
    let mut seen = Seen::default();
    let mut wren = Person::invited(house, Role::Administrator).await;
    let mut browser = Browser::new(house);
    let link = "/invitations/{token}";
    seen.keep(link, browser.get(&wren.link).await);
    seen.keep(
        link,
        browser.post(&wren.link, &[("passphrase", "short")]).await,
    );
    seen.keep(link, browser.get("/invitations/unknown").await);
    browser
        .post(&wren.link, &[("passphrase", PASSPHRASE)])
        .await;
    let set_up = "/sign-in/set-up";
    seen.keep(set_up, browser.get(set_up).await);
    seen.keep(set_up, browser.post(set_up, &[("code", "12")]).await);
    let code = wren.code(house, 0);
    let codes = browser.post(set_up, &[("code", &code)]).await;
    let recovery = recovery_codes(&codes.text);
    seen.keep(set_up, codes);

    for address in [
        "/account",
        "/account?done=passphrase-changed",
        "/account/passphrase",
        "/account/recovery-codes",
        "/confirm",
    ] {
        let route = address.split('?').next().unwrap_or_default();
        seen.keep(route, browser.get(address).await);
    }
    seen.keep(
        "/confirm",
        browser.post("/confirm", &[("code", "12")]).await,
    );
    let weak = [("passphrase", "wrong"), ("new-passphrase", "short")];
    seen.keep(
        "/account/passphrase",
        browser.post("/account/passphrase", &weak).await,
    );
    seen.keep("/account/stay", browser.get("/account/stay").await);
    house.turn(SignedDuration::from_mins(11));
    seen.keep(
        "/account/passphrase",
        browser.post("/account/passphrase", &weak).await,
    );

    let mut other = Browser::new(house);
    seen.keep("/sign-in", other.get("/sign-in").await);
    seen.keep("/sign-in", other.get("/sign-in?done=signed-out").await);
    seen.keep("/sign-in", other.get("/sign-in?begin=again").await);
    seen.keep("/sign-in", other.post("/sign-in", &[]).await);
    wren.shows_passphrase(&mut other).await;
    let code = "/sign-in/code";
    seen.keep(code, other.get(code).await);
    seen.keep(code, other.post(code, &[("code", "12")]).await);
    let without = "/sign-in/recovery-code";
    seen.keep(without, other.get(without).await);
    seen.keep(without, other.post(without, &[("code", "12")]).await);
    seen.keep(
        without,
        other.post(without, &[("code", &recovery[0])]).await,
    );
    seen.keep("/account", other.get("/account").await);

    wren.reset(house, Reset::Factor).await;
    seen.keep("/sign-in", other.get("/sign-in").await);
    seen.keep(link, other.get(&wren.link).await);
    wren.reset(house, Reset::Passphrase).await;
    seen.keep(link, other.get(&wren.link).await);
    seen.0.extend(crate::demo::pages().await);
    seen.0
}

/// Pages that were seen.
#[derive(Default)]
struct Seen(Vec<(String, String)>);

impl Seen {
    fn keep(&mut self, route: &str, answer: Answer) {
        let number = self.0.len();
        self.0.push((format!("{route} ({number})"), answer.text));
    }
}
