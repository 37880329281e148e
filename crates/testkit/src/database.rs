//! A PostgreSQL database for one test.

use tokio_postgres::{Config, NoTls};

/// The environment variable that holds an administrator's address of the PostgreSQL server for
/// tests, such as `postgres://postgres@127.0.0.1:5433/postgres`. `with-postgres` sets it.
pub const POSTGRES_VARIABLE: &str = "LAPWING_TEST_POSTGRES";

/// What to do when there is no server.
const HOW_TO: &str = "Store tests need a PostgreSQL server. Run them beside a temporary one: \
    cargo run -q -p testkit --bin with-postgres -- cargo test -p CRATE";

/// A fresh, empty database under a name that nobody else uses. It goes when its temporary server
/// goes, so a failed test leaves it to be looked at for as long as the server runs.
#[derive(Debug, Clone)]
pub struct Database {
    url: String,
}

impl Database {
    /// The address to open it with, `postgres://…`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Creates a database in the server that [`POSTGRES_VARIABLE`] names.
///
/// # Panics
/// When the variable is not set, or the server does not answer or refuses: without its database a
/// test cannot say anything, and passing silently would say too much.
pub async fn postgres_database() -> Database {
    let admin = std::env::var(POSTGRES_VARIABLE)
        .unwrap_or_else(|_| panic!("{POSTGRES_VARIABLE} is not set. {HOW_TO}"));
    let config: Config = admin
        .parse()
        .unwrap_or_else(|error| panic!("{POSTGRES_VARIABLE} is not an address: {error}. {HOW_TO}"));
    let name = fresh_name();
    let (client, connection) = config.connect(NoTls).await.unwrap_or_else(|error| {
        panic!("the server that {POSTGRES_VARIABLE} names does not answer: {error}. {HOW_TO}")
    });
    let pump = tokio::spawn(connection);
    client
        .batch_execute(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap_or_else(|error| panic!("the test server would not make a database: {error}"));
    drop(client);
    // The connection ends with its client; how it ended no longer matters.
    let _ = pump.await;
    Database {
        url: with_database(&admin, &name),
    }
}

/// A name of letters and digits only, so that it needs no quoting.
fn fresh_name() -> String {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).unwrap_or_else(|error| panic!("no random bytes: {error}"));
    format!("t{:016x}", u64::from_be_bytes(bytes))
}

/// The address `admin` with another database in it; what follows a question mark stays.
fn with_database(admin: &str, name: &str) -> String {
    let (address, query) = match admin.split_once('?') {
        Some((address, query)) => (address, format!("?{query}")),
        None => (admin, String::new()),
    };
    let host_from = address.find("://").map_or(0, |at| at + 3);
    let host_to = address[host_from..]
        .find('/')
        .map_or(address.len(), |at| host_from + at);
    format!("{}/{name}{query}", &address[..host_to])
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_is_exchanged_and_nothing_else() {
        let cases = [
            ("postgres://a@h:1/postgres", "postgres://a@h:1/t"),
            ("postgres://a@h:1", "postgres://a@h:1/t"),
            (
                "postgres://a@h:1/x?sslmode=disable",
                "postgres://a@h:1/t?sslmode=disable",
            ),
        ];
        for (admin, expected) in cases {
            assert_eq!(with_database(admin, "t"), expected);
        }
    }
}
