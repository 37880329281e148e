use std::process::Command;

use testkit::{Cluster, POSTGRES_VARIABLE, postgres_database};
use tokio_postgres::NoTls;

#[test]
fn a_cluster_answers_while_it_lives_and_is_gone_afterwards() {
    let cluster = Cluster::start().unwrap();
    let address = cluster.url();
    let port = address
        .rsplit_once(':')
        .and_then(|(_, rest)| rest.split_once('/'))
        .unwrap()
        .0
        .parse::<u16>()
        .unwrap();
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
    drop(cluster);
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[tokio::test]
async fn each_database_is_fresh_and_empty() {
    let first = postgres_database().await;
    let second = postgres_database().await;
    assert_ne!(first.url(), second.url());
    let (client, connection) = tokio_postgres::connect(first.url(), NoTls).await.unwrap();
    tokio::spawn(connection);
    let rows = client
        .query(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
            &[],
        )
        .await
        .unwrap();
    assert!(rows.is_empty());
}

#[test]
fn the_command_gets_the_address_and_gives_the_exit_code() {
    let script = format!("test -n \"${POSTGRES_VARIABLE}\" && exit 7");
    for dashes in [true, false] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_with-postgres"));
        command.env_remove(POSTGRES_VARIABLE);
        if dashes {
            command.arg("--");
        }
        let status = command.args(["sh", "-c", &script]).status().unwrap();
        assert_eq!(status.code(), Some(7));
    }
}

#[test]
fn nothing_to_run_and_nothing_that_runs_are_told_apart() {
    let program = env!("CARGO_BIN_EXE_with-postgres");
    let nothing = Command::new(program).output().unwrap();
    assert_eq!(nothing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("no command to run"));
    let absent = Command::new(program)
        .arg("no-such-command-anywhere")
        .output()
        .unwrap();
    assert_eq!(absent.status.code(), Some(127));
}
