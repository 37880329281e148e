//! Signing in, sessions, accounts and posts, on both databases. A test of a store is one function that
//! takes a [`house::House`], named once in [`on_both_databases!`], which runs it on SQLite and on
//! PostgreSQL.

/// Makes of each function two tests, `sqlite::name` and `postgres::name`.
macro_rules! on_both_databases {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(crate::house::House::sqlite().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(crate::house::House::postgres().await).await;
            })*
        }
    };
}

mod accounts;
mod demo;
mod guessing;
mod house;
mod invitations;
mod mfa_total;
mod model;
mod sessions;
mod signing_in;

mod staff;
