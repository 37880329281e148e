//! The catalogue of archives and what both databases say of themselves.

use std::collections::{BTreeMap, BTreeSet};

use vault::Door;
use vault::backup::{LEFT_OUT, TABLES};

use crate::store::Store;

on_both_stores!(
    every_table_and_column_is_in_archives,
    what_is_referred_to_comes_first
);

const SQLITE: &str = "SELECT t.name || ' ' || c.pk || ' ' || lower(c.type) || ' ' || c.name AS value \
    FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' \
    ORDER BY t.name, c.cid";

/// The place in the primary key is worked out as SQLite's `pk` is: from 1, or 0 outside of it.
const POSTGRES: &str = "SELECT c.table_name || ' ' || COALESCE(k.ordinal_position, 0) || ' ' || \
    c.data_type || ' ' || c.column_name AS value FROM information_schema.columns AS c \
    LEFT JOIN information_schema.table_constraints AS p ON p.table_name = c.table_name \
        AND p.table_schema = c.table_schema AND p.constraint_type = 'PRIMARY KEY' \
    LEFT JOIN information_schema.key_column_usage AS k ON k.constraint_name = p.constraint_name \
        AND k.table_schema = p.table_schema AND k.column_name = c.column_name \
    WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position";

const SQLITE_REFERENCES: &str = "SELECT t.name || ' ' || f.\"table\" AS value \
    FROM sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table'";

const POSTGRES_REFERENCES: &str = "SELECT a.relname || ' ' || b.relname AS value \
    FROM pg_constraint AS f JOIN pg_class AS a ON a.oid = f.conrelid \
    JOIN pg_class AS b ON b.oid = f.confrelid WHERE f.contype = 'f'";

async fn every_table_and_column_is_in_archives(store: Store) {
    Door::open(store.address()).await.unwrap().close().await;
    let query = if store.is_postgres() {
        POSTGRES
    } else {
        SQLITE
    };
    let mut held: BTreeMap<String, Vec<(String, String, usize)>> = BTreeMap::new();
    for row in store.values(query).await {
        let parts: Vec<&str> = row.splitn(4, ' ').collect();
        let [table, key, kind, column] = parts[..] else {
            panic!("{row}");
        };
        let kind = kind.replace("bytea", "bytes").replace("blob", "bytes");
        let column = (column.to_owned(), kind, key.parse().unwrap());
        held.entry(table.to_owned()).or_default().push(column);
    }
    for (table, reason) in LEFT_OUT {
        assert!(held.remove(table).is_some(), "{table} does not exist");
        assert!(!reason.is_empty());
    }
    let told: BTreeMap<String, Vec<(String, String, usize)>> = TABLES
        .iter()
        .map(|table| {
            let columns = table
                .columns
                .iter()
                .enumerate()
                .map(|(place, (name, kind))| {
                    let key = if place < table.key { place + 1 } else { 0 };
                    ((*name).to_owned(), kind.code().to_owned(), key)
                });
            (table.name.to_owned(), columns.collect())
        })
        .collect();
    assert_eq!(
        told, held,
        "crates/vault/src/backup/catalogue.rs must follow"
    );
}

async fn what_is_referred_to_comes_first(store: Store) {
    Door::open(store.address()).await.unwrap().close().await;
    let query = if store.is_postgres() {
        POSTGRES_REFERENCES
    } else {
        SQLITE_REFERENCES
    };
    let place = |name: &str| TABLES.iter().position(|table| table.name == name);
    let references = store.values(query).await;
    assert!(references.len() > 5, "{references:?}");
    for reference in references {
        let (from, to) = reference.split_once(' ').unwrap();
        // What is left out may refer to what is not, and nothing refers to what is left out.
        if let Some(from) = place(from) {
            let to = place(to);
            assert!(to.is_some_and(|to| to <= from), "{reference}");
        }
    }
}

#[tokio::test]
async fn every_table_says_which_step_made_it() {
    let store = Store::sqlite();
    Door::open(store.address()).await.unwrap().close().await;
    let steps = store.values("SELECT name AS value FROM schema_step").await;
    for table in TABLES {
        assert!(
            steps.iter().any(|step| step == table.since),
            "{}",
            table.name
        );
    }
    let names: BTreeSet<&str> = TABLES.iter().map(|table| table.name).collect();
    assert_eq!(names.len(), TABLES.len());
}
