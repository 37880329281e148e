//! Both databases end in the same schema.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::store::Store;

/// Table and column, with their type and whether they may be empty.
type Columns = BTreeMap<String, String>;

const SQLITE: &str = "SELECT t.name || '.' || c.name || ' ' || lower(c.type) || \
    CASE WHEN c.\"notnull\" = 1 THEN ' not null' ELSE '' END AS value \
    FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table'";

const POSTGRES: &str = "SELECT table_name || '.' || column_name || ' ' || data_type || \
    CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE '' END AS value \
    FROM information_schema.columns WHERE table_schema = 'public'";

/// Indexes by table, columns and whether they are unique; primary keys are among them.
const SQLITE_INDEXES: &str = "SELECT t.name || ' ' || i.\"unique\" || ' ' || \
    (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) \
    AS value FROM sqlite_schema AS t JOIN pragma_index_list(t.name) AS i WHERE t.type = 'table'";

const POSTGRES_INDEXES: &str = "SELECT t.relname || ' ' || i.indisunique::int || ' ' || \
    (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY AS k (num, n) \
    JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.num) AS value \
    FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid \
    JOIN pg_namespace AS s ON s.oid = t.relnamespace WHERE s.nspname = 'public'";

async fn columns(store: &Store) -> Columns {
    store.door().await.close().await;
    let query = if store.is_postgres() {
        POSTGRES
    } else {
        SQLITE
    };
    let rows = store.values(query).await;
    rows.iter()
        .filter_map(|row| row.split_once(' '))
        // The two databases call bytes by two names.
        .map(|(name, kind)| (name.to_owned(), kind.replace("bytea", "blob")))
        .collect()
}

#[tokio::test]
async fn the_two_schemas_are_one() {
    let (sqlite, postgres) = (Store::sqlite(), Store::postgres().await);
    let (left, right) = (columns(&sqlite).await, columns(&postgres).await);
    assert!(left.len() > 40, "{left:#?}");
    assert_eq!(left, right);
    let known = ["bigint", "integer", "text", "boolean", "blob"];
    for (column, kind) in &left {
        let plain = kind.trim_end_matches(" not null");
        assert!(known.contains(&plain), "{column} is {kind}");
    }
    let indexes = |rows: Vec<String>| rows.into_iter().collect::<BTreeSet<_>>();
    assert_eq!(
        indexes(sqlite.values(SQLITE_INDEXES).await),
        indexes(postgres.values(POSTGRES_INDEXES).await)
    );
}

#[tokio::test]
async fn no_table_is_wider_than_diesel_is_set_up_for() {
    let mut widths: BTreeMap<String, usize> = BTreeMap::new();
    for column in columns(&Store::sqlite()).await.into_keys() {
        let table = column.split('.').next().unwrap().to_owned();
        *widths.entry(table).or_default() += 1;
    }
    assert!(widths.values().all(|width| *width <= 32), "{widths:?}");
}

#[test]
fn every_step_exists_for_both_databases() {
    let names = |database: &str| -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("migrations")
            .join(database);
        let entries = std::fs::read_dir(folder).unwrap();
        entries
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}

/// Texts sort by their bytes on both, or lists would differ.
#[tokio::test]
async fn every_text_in_postgres_sorts_by_its_bytes() {
    let store = Store::postgres().await;
    store.door().await.close().await;
    let others = store
        .values(
            "SELECT table_name || '.' || column_name AS value FROM information_schema.columns \
             WHERE table_schema = 'public' AND data_type = 'text' AND table_name <> 'pad' \
             AND collation_name IS DISTINCT FROM 'C'",
        )
        .await;
    assert!(others.is_empty(), "{others:?}");
}
