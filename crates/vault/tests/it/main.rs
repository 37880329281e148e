//! The door on both databases. Every test of a store is one function that takes a [`store::Store`],
//! named once in [`on_both_stores!`], which runs it on SQLite and on PostgreSQL.

/// Makes of each function two tests, `sqlite::name` and `postgres::name`.
macro_rules! on_both_stores {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::store::Store::sqlite()).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::store::Store::postgres().await).await;
            })*
        }
    };
}

mod acts;
mod backup_catalogue;
mod backup_content;
mod backup_damage;
mod backup_drill;
mod backups;
mod consultations;
mod exports;
mod opening;
mod schemas;
mod sequences;
mod store;
mod tampering;
mod trails;
