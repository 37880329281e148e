//! What runs during a browser test, and the few things that tests do with it.

use std::io::{BufRead, BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::wd::{TimeoutConfiguration, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

/// What to run when the browser or the front end's files are not there.
const REMEDY: &str = "run `cargo xtask test`, which sets up what is missing";

/// How long a page may take to become what a test waits for. Far longer than it ever needs, because
/// tests share two cores with a compiler.
const PATIENCE: Duration = Duration::from_secs(30);

/// Between two looks at a page that is being waited for.
const A_MOMENT: Duration = Duration::from_millis(20);

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

/// The size of a window in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// A desktop's window.
pub const DESKTOP: Size = Size {
    width: 1280,
    height: 1024,
};

/// A phone's.
pub const PHONE: Size = Size {
    width: 390,
    height: 844,
};

/// A desktop's window enlarged to 400 %: a quarter of its pixels each way.
pub const ENLARGED: Size = Size {
    width: 320,
    height: 256,
};

/// A site and a browser that looks at it.
pub struct Browser {
    client: Client,
    site: String,
}

/// What a site's register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Register {
    Published,
    Empty,
}

/// Runs `test` with a site and a browser of its own, and ends both, also when the test fails.
pub fn with_browser(scripts: Scripts, test: impl AsyncFnOnce(&Browser)) {
    with_browser_over(Register::Published, scripts, test);
}

/// As [`with_browser`], over a register of one's choice.
pub fn with_browser_over(register: Register, scripts: Scripts, test: impl AsyncFnOnce(&Browser)) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let site = match register {
        Register::Published => site(&folder.path().join("demo")),
        Register::Empty => site_over(&folder.path().join("empty.db")),
    };
    let driver = driver();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    let browser = runtime.block_on(connect(
        &driver.said,
        &site.said,
        scripts,
        &folder.path().join("browser"),
    ));
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&browser))));
    let closed = runtime.block_on(browser.client.close());
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
    closed.expect("the browser closes");
}

/// A program that is ended with the test, and the word it said when it was ready.
struct Program {
    child: Child,
    said: String,
}

impl Program {
    /// Starts `command` and waits for the line from which `ready` takes a word.
    fn start(command: &mut Command, ready: impl Fn(&str) -> Option<String>) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{name} cannot be started ({error}); {REMEDY}"));
        let mut errors = child.stderr.take().expect("its errors are piped");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is piped"));
        let said = lines
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .find_map(|line| ready(&line));
        let Some(said) = said else {
            let mut told = String::new();
            // It has ended; what it said before is all that there is.
            let _ = errors.read_to_string(&mut told);
            let _ = child.wait();
            panic!("{name} ended before it was ready: {told}{REMEDY}");
        };
        // A full pipe would stop the program.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()));
        Program { child, said }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The published register on a free port, with nobody in it, so that whoever is at this machine is the
/// local operator.
fn site(folder: &Path) -> Program {
    let filled = Command::new(env!("CARGO_BIN_EXE_lapwing"))
        .args(["demo", "--fill-only", "--folder"])
        .arg(folder)
        .output()
        .expect("the program starts");
    let told = String::from_utf8_lossy(&filled.stderr);
    assert!(filled.status.success(), "the demo was not filled: {told}");
    site_over(&folder.join("demo.db"))
}

/// A site over a database; it says its address.
fn site_over(database: &Path) -> Program {
    listening(
        Command::new(env!("CARGO_BIN_EXE_lapwing"))
            .args(["serve", "--listen", "127.0.0.1:0", "--database"])
            .arg(database),
    )
}

fn listening(command: &mut Command) -> Program {
    Program::start(command, |line| {
        line.strip_prefix("listening on ").map(str::to_owned)
    })
}

/// ChromeDriver on a free port; it says its address.
fn driver() -> Program {
    Program::start(Command::new("chromedriver").arg("--port=0"), |line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        Some(format!("http://127.0.0.1:{}", port.trim_end_matches('.')))
    })
}

async fn connect(driver: &str, site: &str, scripts: Scripts, profile: &Path) -> Browser {
    let Value::Object(capabilities) = capabilities(scripts, profile) else {
        unreachable!("capabilities are an object")
    };
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(driver)
        .await
        .unwrap_or_else(|error| panic!("Chromium cannot be started ({error}); {REMEDY}"));
    let timeouts = TimeoutConfiguration::new(Some(PATIENCE * 2), Some(PATIENCE), None);
    client
        .update_timeouts(timeouts)
        .await
        .expect("the browser takes its time limits");
    let browser = Browser {
        client,
        site: site.to_owned(),
    };
    browser.resize(DESKTOP).await;
    // The browser's own first page is left, and what it asked for forgotten.
    browser.open("/health").await;
    browser.notes("performance").await;
    browser.notes("browser").await;
    browser
}

/// A browser without a window, without a past, and without business of its own on the network.
fn capabilities(scripts: Scripts, profile: &Path) -> Value {
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--disable-gpu",
        "--disable-quic",
        // A container's shared memory is often too small.
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--no-first-run",
        // Nothing but this machine has a name.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    if is_root() {
        // Chromium refuses root with its sandbox on.
        arguments.push("--no-sandbox".to_owned());
    }
    let javascript = match scripts {
        Scripts::On => 1,
        Scripts::Off => 2,
    };
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "args": arguments,
            "prefs": {"profile.managed_default_content_settings.javascript": javascript},
        },
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    })
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// A command of ChromeDriver's own, outside the standard.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session_id: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

impl Browser {
    /// The site's address, such as `http://127.0.0.1:41234`.
    pub fn site(&self) -> &str {
        &self.site
    }

    /// Opens a page by its path.
    pub async fn open(&self, path: &str) {
        let address = format!("{}{path}", self.site);
        self.client
            .goto(&address)
            .await
            .unwrap_or_else(|error| panic!("{path} cannot be opened: {error}"));
    }

    /// The path and query of the page that is open.
    pub async fn path(&self) -> String {
        let address = self
            .client
            .current_url()
            .await
            .expect("an address")
            .to_string();
        address
            .strip_prefix(&self.site)
            .unwrap_or(&address)
            .to_owned()
    }

    /// Gives pages a window of another size.
    pub async fn resize(&self, size: Size) {
        self.extension(
            "goog/cdp/execute",
            json!({
                "cmd": "Emulation.setDeviceMetricsOverride",
                "params": {
                    "width": size.width,
                    "height": size.height,
                    "deviceScaleFactor": 1,
                    "mobile": false,
                },
            }),
        )
        .await;
    }

    /// Shows pages as on paper (`print`) or on a screen (`screen`), with the few colours of a theme of
    /// high contrast where `forced`.
    pub async fn show_as(&self, media: &str, forced: bool) {
        let colours = if forced { "active" } else { "none" };
        let theme = if forced { "dark" } else { "light" };
        self.extension(
            "goog/cdp/execute",
            json!({
                "cmd": "Emulation.setEmulatedMedia",
                "params": {
                    "media": media,
                    "features": [
                        {"name": "forced-colors", "value": colours},
                        {"name": "prefers-color-scheme", "value": theme},
                    ],
                },
            }),
        )
        .await;
    }

    /// What the browser noted since it was last asked: `browser` for the console, `performance` for
    /// the network.
    pub async fn notes(&self, kind: &str) -> Vec<Value> {
        match self.extension("se/log", json!({"type": kind})).await {
            Value::Array(notes) => notes,
            other => panic!("the browser's notes are no list: {other}"),
        }
    }

    async fn extension(&self, path: &'static str, body: Value) -> Value {
        self.client
            .issue_cmd(Extension { path, body })
            .await
            .unwrap_or_else(|error| panic!("the browser refuses {path}: {error}"))
    }

    /// Runs a script of the test's own, which no policy of the page forbids, and gives its value.
    pub async fn run(&self, script: &str) -> Value {
        self.client
            .execute(script, Vec::new())
            .await
            .unwrap_or_else(|error| panic!("the script fails: {error}"))
    }

    /// As [`Browser::run`], for a script that calls its last argument with its value.
    pub async fn run_until_done(&self, script: &str) -> Value {
        self.client
            .execute_async(script, Vec::new())
            .await
            .unwrap_or_else(|error| panic!("the script fails: {error}"))
    }

    /// A script's value as text.
    pub async fn text_of(&self, script: &str) -> String {
        self.run(script)
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// The element at a CSS selector, as soon as it is there: a click may have asked for another page,
    /// which a browser without scripts does not wait for.
    pub async fn find(&self, selector: &str) -> Element {
        let wait = self.client.wait().at_most(PATIENCE);
        match wait.for_element(Locator::Css(selector)).await {
            Ok(element) => element,
            Err(error) => panic!("{} has no {selector}: {error}", self.path().await),
        }
    }

    /// Waits until the page's address holds, or no longer holds, a part.
    pub async fn arrives(&self, part: &str, there: bool) {
        let until = Instant::now() + PATIENCE;
        while self.path().await.contains(part) != there {
            assert!(
                Instant::now() < until,
                "{} should {}hold {part}",
                self.path().await,
                if there { "" } else { "not " }
            );
            tokio::time::sleep(A_MOMENT).await;
        }
    }

    /// Clicks what is at a selector.
    pub async fn click(&self, selector: &str) {
        let element = self.find(selector).await;
        element
            .click()
            .await
            .unwrap_or_else(|error| panic!("{selector} cannot be clicked: {error}"));
    }

    /// Types into the field at a selector.
    pub async fn fill(&self, selector: &str, text: &str) {
        let field = self.find(selector).await;
        field
            .send_keys(text)
            .await
            .unwrap_or_else(|error| panic!("{selector} cannot be typed into: {error}"));
    }

    /// The words of the page as they are seen.
    pub async fn words(&self) -> String {
        self.words_now().await.expect("a page has words")
    }

    /// The words, unless the page is just being left for another.
    async fn words_now(&self) -> Result<String, CmdError> {
        self.client.find(Locator::Css("body")).await?.text().await
    }

    /// Waits until the page shows `words`.
    pub async fn wait_for_words(&self, words: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            let shown = self.words_now().await.unwrap_or_default();
            if shown.contains(words) {
                return;
            }
            assert!(
                Instant::now() < until,
                "“{words}” never showed at {}:\n{shown}",
                self.path().await
            );
            tokio::time::sleep(A_MOMENT).await;
        }
    }

    /// Waits until the page at `path` is open.
    pub async fn wait_for_path(&self, path: &str) {
        let until = Instant::now() + PATIENCE;
        while self.path().await != path {
            assert!(
                Instant::now() < until,
                "{} opened instead of {path}",
                self.path().await
            );
            tokio::time::sleep(A_MOMENT).await;
        }
    }

    /// Presses and releases one key, wherever the focus is.
    pub async fn press(&self, key: Key) {
        self.keys(&[char::from(key)]).await;
    }

    /// Types text, wherever the focus is.
    pub async fn type_text(&self, text: &str) {
        self.keys(&text.chars().collect::<Vec<_>>()).await;
    }

    async fn keys(&self, keys: &[char]) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for &value in keys {
            actions = actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        self.client
            .perform_actions(actions)
            .await
            .expect("keys can be pressed");
    }

    /// The page as a PDF file, as it would be printed on A4.
    pub async fn printed(&self) -> String {
        let print = json!({"cmd": "Page.printToPDF", "params": {
            "paperWidth": 8.27, "paperHeight": 11.69, "printBackground": false,
        }});
        let answer = self.extension("goog/cdp/execute", print).await;
        answer["data"].as_str().unwrap_or_default().to_owned()
    }

    /// The window as a PNG file.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a picture")
    }
}
