//! A database for one test, with a way around the door for looking behind it and for tampering.

use access::{Action, Asker};
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, ExpressionMethods, QueryDsl, QueryableByName, SqliteConnection, table};
use diesel_async::RunQueryDsl;
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_postgres::{NoTls, SimpleQueryMessage};
use vault::{Act, Deed, Door, Error, Look, on_both};

table! {
    /// A table of the tests' own, so that no room's columns matter here.
    pad (id) {
        id -> Text,
        body -> Text,
    }
}

const PAD: &str = "CREATE TABLE pad (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL)";

pub const WRITE: Deed = Deed {
    action: Action::ServicesLoad,
    purpose: "writing on the pad",
};
pub const READ: Deed = Deed {
    action: Action::InspectionsList,
    purpose: "reading the pad",
};

pub fn operator() -> Asker {
    Asker::local_operator()
}

pub struct Store {
    address: String,
    /// Removed with the store.
    _folder: Option<TempDir>,
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

impl Store {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("test.db").to_str().unwrap().to_owned();
        Store {
            address,
            _folder: Some(folder),
        }
    }

    pub async fn postgres() -> Self {
        let database = testkit::postgres_database().await;
        Store {
            address: database.url().to_owned(),
            _folder: None,
        }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn is_postgres(&self) -> bool {
        self.address.starts_with("postgres")
    }

    /// A door to this database, with the pad in it.
    pub async fn door(&self) -> Door {
        let door = Door::open(&self.address).await.unwrap();
        self.raw(PAD).await;
        door
    }

    /// Runs statements past the door.
    pub async fn raw(&self, sql: &str) {
        if self.is_postgres() {
            self.side_door().await.batch_execute(sql).await.unwrap();
        } else {
            self.side_file().batch_execute(sql).unwrap();
        }
    }

    /// The column `value` of a query past the door.
    pub async fn values(&self, sql: &str) -> Vec<String> {
        if self.is_postgres() {
            let messages = self.side_door().await.simple_query(sql).await.unwrap();
            let rows = messages.into_iter().filter_map(|message| match message {
                SimpleQueryMessage::Row(row) => Some(row),
                _ => None,
            });
            rows.map(|row| row.get("value").unwrap_or("NULL").to_owned())
                .collect()
        } else {
            let rows: Vec<Value> =
                diesel::RunQueryDsl::load(diesel::sql_query(sql), &mut self.side_file()).unwrap();
            rows.into_iter().map(|row| row.value).collect()
        }
    }

    /// The outcomes in the trail, in order.
    pub async fn outcomes(&self) -> Vec<String> {
        self.values("SELECT outcome AS value FROM trail ORDER BY seq")
            .await
    }

    /// What stands on the pad, by id.
    pub async fn pad(&self) -> Vec<String> {
        self.values("SELECT id AS value FROM pad ORDER BY id").await
    }

    async fn side_door(&self) -> tokio_postgres::Client {
        let (client, connection) = tokio_postgres::connect(&self.address, NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    }

    fn side_file(&self) -> SqliteConnection {
        let mut connection = SqliteConnection::establish(&self.address).unwrap();
        connection
            .batch_execute("PRAGMA busy_timeout = 10000")
            .unwrap();
        connection
    }
}

/// How many rows the trail of a database has, seen past the door.
pub async fn trail_rows(address: &str) -> usize {
    let store = Store {
        address: address.to_owned(),
        _folder: None,
    };
    store.outcomes().await.len()
}

/// Puts one line on the pad within an act.
pub async fn put(act: &mut Act<'_>, id: &str) -> Result<(), Error> {
    let row = (pad::id.eq(id), pad::body.eq("text"));
    on_both!(act.conn(), |c| diesel::insert_into(pad::table)
        .values(row)
        .execute(c)
        .await)?;
    Ok(())
}

/// An act that puts one line on the pad and names it, with detail.
pub async fn write(door: &Door, id: &str) -> Result<(), Error> {
    let id = id.to_owned();
    door.act(&operator(), WRITE, async move |act: &mut Act<'_>| {
        put(act, &id).await?;
        act.about("pad", &id);
        act.detail(json!({ "written": id }));
        Ok(())
    })
    .await
}

/// An act that changes something and then gives up.
pub async fn fail(door: &Door, id: &str) -> Result<(), Error> {
    let id = id.to_owned();
    door.act(&operator(), WRITE, async move |act: &mut Act<'_>| {
        put(act, &id).await?;
        act.about("pad", &id);
        act.detail(json!({ "written": id }));
        Err(Error::Abandoned("The pad was full.".to_owned()))
    })
    .await
}

/// An act that changes something and then panics.
pub async fn panic(door: &Door, id: &str) -> Result<(), Error> {
    let id = id.to_owned();
    door.act(&operator(), WRITE, async move |act: &mut Act<'_>| {
        put(act, &id).await?;
        panic!("a test's own panic; the door must live on");
    })
    .await
}

/// Keeps the writer busy with an act of its own until told otherwise; when this returns, the act is
/// under way and alone in its transaction. (A real act awaits nothing but its queries.)
pub async fn hold_up(door: &Door) -> (oneshot::Sender<()>, JoinHandle<Result<(), Error>>) {
    let (release, wait) = oneshot::channel::<()>();
    let (tell, told) = oneshot::channel::<()>();
    let door = door.clone();
    let busy = tokio::spawn(async move {
        door.act(&operator(), WRITE, async move |_: &mut Act<'_>| {
            tell.send(()).unwrap();
            wait.await.unwrap();
            Ok(())
        })
        .await
    });
    told.await.unwrap();
    (release, busy)
}

/// A consultation of the whole pad.
pub async fn read(door: &Door) -> Result<Vec<String>, Error> {
    door.consult(&operator(), READ, async |look: &mut Look<'_>| {
        Ok(on_both!(look.conn(), |c| pad::table
            .select(pad::id)
            .order(pad::id)
            .load(c)
            .await)?)
    })
    .await
}

/// Asserts that the trail is whole, and gives its rows.
pub async fn whole(door: &Door) -> u64 {
    let report = vault::trail::verify(door, None).await.unwrap();
    assert!(report.problems.is_empty(), "{report}");
    report.rows
}
