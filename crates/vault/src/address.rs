//! Which database, and how to connect to it.

use std::sync::Arc;

use diesel::{Connection, SqliteConnection};
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::conn::{Conn, InPlace};
use crate::error::{Error, Fault};
use crate::limits::{CONNECT_WAIT, LOCK_WAIT};

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Writing,
    Reading,
}

/// Where the database is.
#[derive(Clone)]
pub(crate) enum Address {
    /// A SQLite file.
    File(String),
    /// A PostgreSQL server and database.
    Server(Box<Config>),
}

impl Address {
    /// Reads an address as given on a command line: a PostgreSQL address or a path.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return server(text);
        }
        if text.is_empty() || text == ":memory:" || text.starts_with("file:") {
            return Err(Error::Address(
                "The database must be the path of a file or a postgres:// address.",
            ));
        }
        if text.contains("://") {
            return Err(Error::Address(
                "Lapwing keeps its records in a SQLite file or in PostgreSQL: give a path or a \
                 postgres:// address.",
            ));
        }
        Ok(Address::File(text.to_owned()))
    }

    /// Opens a connection.
    pub(crate) async fn connect(&self, purpose: Use) -> Result<Conn, Error> {
        match self {
            Address::File(path) => open_file(path, purpose).await,
            Address::Server(config) => open_server(config).await,
        }
    }
}

fn server(text: &str) -> Result<Address, Error> {
    let mut config: Config = text.parse().map_err(|_| {
        Error::Address(
            "The PostgreSQL address cannot be read. It looks like \
             postgres://user:password@host:5432/database?sslmode=require; of the modes, disable, \
             prefer and require are known, and require checks the server's certificate.",
        )
    })?;
    // Records of children do not cross a network in the clear because a server offered nothing
    // better; whoever really wants that must say sslmode=disable.
    if config.get_ssl_mode() == SslMode::Prefer && !is_this_machine(&config) {
        config.ssl_mode(SslMode::Require);
    }
    config.connect_timeout(CONNECT_WAIT);
    config.application_name("lapwing");
    Ok(Address::Server(Box::new(config)))
}

/// Whether every host is a loopback address or a local socket.
fn is_this_machine(config: &Config) -> bool {
    config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => {
            name == "localhost"
                || name
                    .parse()
                    .is_ok_and(|address: std::net::IpAddr| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    })
}

async fn open_file(path: &str, purpose: Use) -> Result<Conn, Error> {
    let connection = SqliteConnection::establish(path).map_err(|_| Fault::File)?;
    let mut conn = Conn::Sqlite(SyncConnectionWrapper::with_runtime(connection, InPlace));
    conn.batch(&format!("PRAGMA busy_timeout = {}", LOCK_WAIT.as_millis()))
        .await?;
    if purpose == Use::Writing {
        write_ahead(&mut conn).await?;
    }
    conn.batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
        .await?;
    if purpose == Use::Reading {
        conn.batch("PRAGMA query_only = ON").await?;
    }
    Ok(conn)
}

/// Turns the write-ahead log on. SQLite answers "busy" at once, whatever the busy timeout, when two
/// processes turn it on together; then the other one has done it, or soon will have.
async fn write_ahead(conn: &mut Conn) -> Result<(), Error> {
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(20);
    let mut waited = std::time::Duration::ZERO;
    loop {
        match conn.batch("PRAGMA journal_mode = WAL").await {
            Err(Error::Database(Fault::Busy)) if waited < LOCK_WAIT => {
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
            other => return other,
        }
    }
}

async fn open_server(config: &Config) -> Result<Conn, Error> {
    let mut connection = if config.get_ssl_mode() == SslMode::Disable || is_plain(config) {
        let (client, connection) = config
            .connect(NoTls)
            .await
            .map_err(|_| Fault::Unreachable)?;
        AsyncPgConnection::try_from_client_and_connection(client, connection).await
    } else {
        let (client, connection) = config
            .connect(tls()?)
            .await
            .map_err(|_| Fault::Unreachable)?;
        AsyncPgConnection::try_from_client_and_connection(client, connection).await
    }
    .map_err(|_| Fault::Unreachable)?;
    // A server may be set to answer before a commit is safe; a trail must not be.
    connection
        .batch_execute(&format!(
            "SET synchronous_commit = on; SET lock_timeout = {}",
            LOCK_WAIT.as_millis()
        ))
        .await?;
    Ok(Conn::Postgres(connection))
}

/// Within this machine nothing is encrypted unless the address asks for it.
fn is_plain(config: &Config) -> bool {
    config.get_ssl_mode() == SslMode::Prefer && is_this_machine(config)
}

/// TLS that checks the server's certificate against the public authorities.
fn tls() -> Result<MakeRustlsConnect, Error> {
    let roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| Error::NotStarted)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_and_postgres_are_databases() {
        for good in ["./lapwing.db", "/a/b.db", "b"] {
            assert!(
                matches!(Address::parse(good), Ok(Address::File(_))),
                "{good}"
            );
        }
        for bad in [
            "",
            ":memory:",
            "file:x",
            "mysql://h/d",
            "postgres://h/d?sslmode=maybe",
        ] {
            assert!(
                matches!(Address::parse(bad), Err(Error::Address(_))),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_server_elsewhere_must_encrypt_unless_told_otherwise() {
        let cases = [
            ("postgres://u@127.0.0.1/d", SslMode::Prefer),
            ("postgres://u@localhost/d", SslMode::Prefer),
            ("postgresql://u@[::1]/d", SslMode::Prefer),
            ("postgres://u@db.example/d", SslMode::Require),
            ("postgres://u@127.0.0.1,db.example/d", SslMode::Require),
            (
                "postgres://u@db.example/d?sslmode=disable",
                SslMode::Disable,
            ),
            ("postgres://u@localhost/d?sslmode=require", SslMode::Require),
        ];
        for (text, mode) in cases {
            let Ok(Address::Server(config)) = Address::parse(text) else {
                panic!("{text} was not read");
            };
            assert_eq!(config.get_ssl_mode(), mode, "{text}");
        }
    }

    #[test]
    fn the_encrypted_way_can_be_set_up() {
        assert!(tls().is_ok());
    }
}
