//! Backups: what goes in comes out, from either database into either, and nothing else does.

use std::io::{Cursor, Read, Write};
use std::sync::{Arc, Mutex};

use access::Asker;
use vault::backup::{self, BackupError, Key, Lock, Summary, TABLES};
use vault::{Door, Error, trail};

use crate::backup_content::{Dice, fill, one_person};
use crate::store::{Store, fail, operator, write};

on_both_stores!(
    an_archive_from_either_database_fills_either_and_comes_out_the_same,
    a_database_with_records_is_left_alone,
    a_backup_while_acts_go_on_is_one_moment,
    nobody_takes_a_backup_unasked,
    a_row_in_the_trail_comes_before_the_first_byte,
    an_archive_of_an_earlier_schema_is_brought_up_to_date,
    a_broken_rule_of_the_schema_undoes_everything,
    records_about_people_leave_encrypted_or_not_at_all,
    nobody_gets_into_a_copy_by_what_was_open,
);

/// What an archive is written to; clones share it.
#[derive(Clone, Default)]
pub struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A backup under some lock.
async fn locked(door: &Door, lock: Lock) -> (Vec<u8>, Summary) {
    let paper = Paper::default();
    let summary = backup::take(door, &operator(), paper.clone(), lock)
        .await
        .unwrap();
    let bytes = paper.0.lock().unwrap().clone();
    (bytes, summary)
}

/// An archive in the clear, as it is within the encryption: with people in it, it leaves no other way.
pub async fn archive(door: &Door) -> Vec<u8> {
    let identity = age::x25519::Identity::generate();
    let lock = Lock::to_recipients(&[identity.to_public().to_string()]).unwrap();
    let (bytes, _) = locked(door, lock).await;
    let opened = age::Decryptor::new(&bytes[..]).unwrap();
    let mut archive = Vec::new();
    opened
        .decrypt(std::iter::once(&identity as &dyn age::Identity))
        .unwrap()
        .read_to_end(&mut archive)
        .unwrap();
    archive
}

/// What a check says of these bytes.
pub fn check(bytes: &[u8]) -> Result<Summary, BackupError> {
    backup::check(Cursor::new(bytes.to_vec()), None)
}

/// Fills a database from these bytes.
pub async fn restore(store: &Store, bytes: &[u8]) -> Result<backup::Restored, BackupError> {
    backup::restore(store.address(), Cursor::new(bytes.to_vec()), None).await
}

/// A database with invented content and a trail with every sort of row, and its archive.
async fn filled(store: &Store) -> (Door, Vec<u8>) {
    let door = store.door().await;
    fill(&door, &mut Dice::new(8)).await;
    write(&door, "a").await.unwrap();
    fail(&door, "b").await.unwrap_err();
    let bytes = archive(&door).await;
    (door, bytes)
}

async fn an_archive_from_either_database_fills_either_and_comes_out_the_same(store: Store) {
    let (door, a) = filled(&store).await;
    let summary = check(&a).unwrap();
    assert_eq!(summary.bytes, a.len() as u64);
    for (table, rows) in &summary.tables {
        assert!(
            *rows > 0,
            "{table} should have rows, or the test shows little"
        );
    }
    for target in [Store::sqlite(), Store::postgres().await] {
        let restored = restore(&target, &a).await.unwrap();
        assert_eq!(restored.summary, summary);
        assert!(restored.trail.problems.is_empty(), "{}", restored.trail);
        let copy = Door::open(target.address()).await.unwrap();
        let b = archive(&copy).await;
        assert!(a == b, "the second archive differs from the first");
        let report = trail::verify(&copy, None).await.unwrap();
        assert!(report.problems.is_empty(), "{report}");
        assert_eq!(report.restored[0].archive_sha256, summary.sha256);
        assert!(report.to_string().contains(&summary.sha256), "{report}");
        // Life goes on in the copy as it does in the original.
        fill(&copy, &mut Dice::new(9)).await;
    }
    assert!(
        trail::verify(&door, None)
            .await
            .unwrap()
            .restored
            .is_empty()
    );
}

#[tokio::test]
async fn an_archive_reads_as_docs_backup_md_says() {
    let store = Store::sqlite();
    let door = Door::open(store.address()).await.unwrap();
    let bytes = archive(&door).await;
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines[0].starts_with(r#"{"lapwing_backup":1,"steps":["0001_trail","0002_register""#),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].starts_with(r#"{"table":"service","columns":[["id","text"],["name","text"],"#),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].starts_with(r#"{"end":"service","rows":0,"sha256":""#),
        "{}",
        lines[2]
    );
    assert!(lines.last().unwrap().starts_with(r#"{"seal":""#));
    assert!(text.ends_with("\"}\n"));
}

async fn a_database_with_records_is_left_alone(store: Store) {
    let (door, a) = filled(&store).await;
    door.close().await;
    let before = store.outcomes().await;
    let error = restore(&store, &a).await.unwrap_err();
    assert_eq!(error, BackupError::NotEmpty("service"));
    assert_eq!(store.outcomes().await, before);
    // One consultation is a record too: its trail must not be lost.
    let consulted = if store.is_postgres() {
        Store::postgres().await
    } else {
        Store::sqlite()
    };
    let door = consulted.door().await;
    trail::checkpoint(&door).await.unwrap();
    door.close().await;
    let error = restore(&consulted, &a).await.unwrap_err();
    assert_eq!(error, BackupError::NotEmpty("trail"));
    assert_eq!(
        consulted.values("SELECT id AS value FROM service").await,
        Vec::<String>::new()
    );
}

/// Two doors stand for two processes. Each act adds a line to the register and a row to the trail,
/// so in any state that ever was there are as many of one as of the other.
async fn a_backup_while_acts_go_on_is_one_moment(store: Store) {
    let door = Door::open(store.address()).await.unwrap();
    let other = Door::open(store.address()).await.unwrap();
    let busy = tokio::spawn(async move {
        for n in 0..60 {
            crate::backup_content::one_service(&other, &format!("s-{n:02}")).await;
        }
    });
    let mut archives = vec![archive(&door).await];
    while !busy.is_finished() {
        archives.push(archive(&door).await);
    }
    busy.await.unwrap();
    archives.push(archive(&door).await);
    let mut last = 0;
    for (taken, bytes) in archives.iter().enumerate() {
        let copy = Store::sqlite();
        let restored = restore(&copy, bytes).await.unwrap();
        assert!(restored.trail.problems.is_empty(), "{}", restored.trail);
        let services = copy
            .values("SELECT id AS value FROM service ORDER BY id")
            .await;
        let expected: Vec<String> = (0..services.len()).map(|n| format!("s-{n:02}")).collect();
        assert_eq!(services, expected, "a state that never was");
        // The rows of the trail: the acts', and one for each backup before this one.
        assert_eq!(
            restored.trail.rows,
            (services.len() + taken) as u64,
            "a state that never was"
        );
        assert!(services.len() >= last);
        last = services.len();
    }
    assert_eq!(last, 60);
}

async fn nobody_takes_a_backup_unasked(store: Store) {
    let door = store.door().await;
    let paper = Paper::default();
    let error = backup::take(&door, &Asker::nobody(), paper.clone(), Lock::open())
        .await
        .unwrap_err();
    assert!(matches!(error, BackupError::Vault(Error::Refused(_))));
    assert!(paper.0.lock().unwrap().is_empty());
    assert_eq!(store.outcomes().await, ["refused"]);
}

/// Notes at its first byte how many rows the trail has, and then takes no more.
struct Witness {
    address: String,
    seen: Arc<Mutex<Option<usize>>>,
}

impl Write for Witness {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        let address = self.address.clone();
        let count = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(crate::store::trail_rows(&address))
        });
        *self.seen.lock().unwrap() = Some(count.join().unwrap());
        Err(std::io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn a_row_in_the_trail_comes_before_the_first_byte(store: Store) {
    let door = store.door().await;
    let seen = Arc::default();
    let witness = Witness {
        address: store.address().to_owned(),
        seen: Arc::clone(&seen),
    };
    let error = backup::take(&door, &operator(), witness, Lock::open())
        .await
        .unwrap_err();
    assert_eq!(
        error,
        BackupError::Output(std::io::ErrorKind::StorageFull),
        "a full disk is told"
    );
    assert_eq!(*seen.lock().unwrap(), Some(1));
}

/// The archive of a database that had taken two steps, as such a Lapwing would have written it.
async fn an_archive_of_an_earlier_schema_is_brought_up_to_date(store: Store) {
    let source = Store::sqlite();
    let door = Door::open(source.address()).await.unwrap();
    crate::backup_content::one_service(&door, "medway").await;
    let mut lines = crate::backup_damage::lines(&archive(&door).await);
    lines[0] = r#"{"lapwing_backup":1,"steps":["0001_trail","0002_register"]}"#.to_owned();
    let later = |step: &str| step != "0001_trail" && step != "0002_register";
    for table in TABLES.iter().filter(|table| later(table.since)) {
        let begins = format!("{{\"table\":\"{}\"", table.name);
        let start = lines
            .iter()
            .position(|line| line.starts_with(&begins))
            .unwrap();
        lines.drain(start..start + 2);
    }
    let old = crate::backup_damage::sealed(&lines);
    let restored = restore(&store, &old).await.unwrap();
    assert_eq!(restored.summary.steps, ["0001_trail", "0002_register"]);
    assert!(restored.trail.problems.is_empty(), "{}", restored.trail);
    let copy = Door::open(store.address()).await.unwrap();
    let whole = check(&archive(&copy).await).unwrap();
    assert!(whole.steps.len() > 2, "the copy has taken the rest");
    assert_eq!(whole.rows(), restored.summary.rows());
    // A database that is already further takes no older archive, and says so.
    let later = Store::sqlite();
    Door::open(later.address()).await.unwrap().close().await;
    assert_eq!(
        restore(&later, &old).await.unwrap_err(),
        BackupError::NewerDatabase("0003_kept_by_hand")
    );
}

/// An archive whose digests are right, of records that the schema does not allow.
async fn a_broken_rule_of_the_schema_undoes_everything(store: Store) {
    let source = Store::sqlite();
    let door = Door::open(source.address()).await.unwrap();
    crate::backup_content::one_service(&door, "medway").await;
    let mut lines = crate::backup_damage::lines(&archive(&door).await);
    let row = lines
        .iter()
        .position(|line| line.starts_with("{\"table\":\"service_alias\""))
        .unwrap();
    lines.insert(row + 1, r#"["kent","Kent","kent"]"#.to_owned());
    let bytes = crate::backup_damage::sealed(&lines);
    check(&bytes).unwrap();
    let error = restore(&store, &bytes).await.unwrap_err();
    assert!(
        matches!(error, BackupError::Vault(Error::Database(_))),
        "{error}"
    );
    // Nothing is left, so the next one goes in.
    restore(&store, &archive(&door).await).await.unwrap();
}

/// Whoever works here is a person too: their names and accounts leave encrypted.
async fn records_about_people_leave_encrypted_or_not_at_all(store: Store) {
    let door = store.door().await;
    let take = async |lock| backup::take(&door, &operator(), std::io::sink(), lock).await;
    take(Lock::open()).await.unwrap();
    one_person(&door, "p-1").await;
    let error = take(Lock::open()).await.unwrap_err();
    assert_eq!(error, BackupError::MustEncrypt("person"));
    let words = error.to_string();
    assert!(words.contains("records about people"), "{words}");
    assert!(
        words.contains("--recipient or --passphrase-file"),
        "{words}"
    );
    assert!(!words.contains("child"), "{words}");
    let lock = Lock::to_recipients(&[key_pair().0]).unwrap();
    assert!(take(lock).await.unwrap().rows() > 1);
    // The try that was turned away stands in the trail as well, between those that were not.
    assert_eq!(store.outcomes().await, ["done", "done", "failed", "done"]);
}

/// Sessions, links, known browsers and counts of guesses stay where they are.
async fn nobody_gets_into_a_copy_by_what_was_open(store: Store) {
    let (door, bytes) = filled(&store).await;
    let copy = Store::sqlite();
    restore(&copy, &bytes).await.unwrap();
    for table in ["session", "invitation", "known_device", "guess"] {
        let query = format!("SELECT CAST(COUNT(*) AS TEXT) AS value FROM {table}");
        assert_ne!(
            store.values(&query).await,
            ["0"],
            "{table} was never filled"
        );
        assert_eq!(copy.values(&query).await, ["0"], "{table}");
    }
    door.close().await;
}

#[tokio::test]
async fn a_text_that_postgres_cannot_keep_is_named() {
    let source = Store::sqlite();
    let door = Door::open(source.address()).await.unwrap();
    crate::backup_content::one_service(&door, "nul\0").await;
    let bytes = archive(&door).await;
    let error = restore(&Store::postgres().await, &bytes).await.unwrap_err();
    assert_eq!(error, BackupError::HoldsNul("service"));
    let copy = Store::sqlite();
    restore(&copy, &bytes).await.unwrap();
    assert!(archive(&Door::open(copy.address()).await.unwrap()).await == bytes);
}

fn key_pair() -> (String, String) {
    use age::secrecy::ExposeSecret as _;
    let identity = age::x25519::Identity::generate();
    let secret = identity.to_string();
    (
        identity.to_public().to_string(),
        secret.expose_secret().to_owned(),
    )
}

#[tokio::test]
async fn an_encrypted_archive_opens_with_any_of_its_keys_and_no_other() {
    let store = Store::sqlite();
    let (door, plain) = filled(&store).await;
    let pairs = [key_pair(), key_pair(), key_pair()];
    let recipients = [pairs[0].0.clone(), pairs[1].0.clone()];
    let lock = Lock::to_recipients(&recipients).unwrap();
    let (bytes, summary) = locked(&door, lock).await;
    assert!(!bytes.windows(7).any(|part| part == b"service"));
    let key = |n: usize| Key::from_identities(&format!("# a comment\n{}\n", pairs[n].1)).unwrap();
    for n in [0, 1] {
        let seen = backup::check(Cursor::new(bytes.clone()), Some(&key(n))).unwrap();
        assert_eq!(seen, summary);
    }
    let copy = Store::postgres().await;
    backup::restore(copy.address(), Cursor::new(bytes.clone()), Some(key(1)))
        .await
        .unwrap();
    let again = archive(&Door::open(copy.address()).await.unwrap()).await;
    assert_ne!(again, plain, "there is the row of one more backup in it");
    let refusals = [
        (Some(key(2)), "does not open"),
        (None, "is encrypted. Give --identity"),
        (
            Some(Key::from_passphrase("a wrong sort of key")),
            "encrypted to recipients",
        ),
    ];
    for (key, words) in refusals {
        let error = backup::check(Cursor::new(bytes.clone()), key.as_ref()).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[tokio::test]
async fn an_encrypted_archive_that_was_damaged_is_refused_wherever_it_was() {
    let store = Store::sqlite();
    let (door, _) = filled(&store).await;
    let (recipient, secret) = key_pair();
    let (bytes, _) = locked(&door, Lock::to_recipients(&[recipient]).unwrap()).await;
    let key = Key::from_identities(&secret).unwrap();
    for place in (0..bytes.len()).step_by(41) {
        let mut damaged = bytes.clone();
        damaged[place] ^= 1;
        let seen = backup::check(Cursor::new(damaged), Some(&key));
        assert!(seen.is_err(), "byte {place}");
        let seen = backup::check(Cursor::new(bytes[..place].to_vec()), Some(&key));
        assert!(seen.is_err(), "cut at {place}");
    }
    let longer = [&bytes[..], b"\n"].concat();
    assert!(backup::check(Cursor::new(longer), Some(&key)).is_err());
}

#[tokio::test]
async fn a_passphrase_opens_its_archive_and_no_other_does() {
    let store = Store::sqlite();
    let (door, plain) = filled(&store).await;
    let lock = Lock::with_passphrase("four words are enough\n").unwrap();
    let (bytes, _) = locked(&door, lock).await;
    let key = Key::from_passphrase("four words are enough\r\n");
    let seen = backup::check(Cursor::new(bytes.clone()), Some(&key)).unwrap();
    assert!(seen.bytes > plain.len() as u64, "one more row in the trail");
    let wrong = Key::from_passphrase("four words are enough.");
    let error = backup::check(Cursor::new(bytes), Some(&wrong)).unwrap_err();
    assert!(error.to_string().contains("does not open"), "{error}");
    assert!(Lock::with_passphrase("too short\n").is_err());
    assert!(Lock::to_recipients(&[]).is_err());
    assert!(Lock::to_recipients(&["age1nonsense".to_owned()]).is_err());
    assert!(Key::from_identities("nonsense").is_err());
}
