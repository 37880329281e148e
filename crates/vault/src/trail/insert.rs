//! Appending many rows with one statement on either database. (diesel's own insert of many rows is
//! one statement a row on SQLite, and diesel-async has none at all there.)

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Nullable, Text};

use super::{Detail, Row};

/// `INSERT` of all of these; at least one. At most [`RECORDS_A_DEED`](crate::limits::RECORDS_A_DEED)
/// rows of twelve columns, which is within what both databases take as arguments.
pub(super) struct Insert<'r, T>(pub(super) &'r [T]);

/// A row that can be appended.
pub(super) trait Stored {
    /// The statement up to the values.
    const INTO: &'static str;

    /// Writes the values, with their commas and without brackets.
    fn values<'b, DB>(&'b self, out: &mut AstPass<'_, 'b, DB>) -> QueryResult<()>
    where
        DB: Backend + HasSqlType<BigInt> + HasSqlType<Text>,
        i64: ToSql<BigInt, DB>,
        String: ToSql<Text, DB>;
}

impl<T, DB> QueryFragment<DB> for Insert<'_, T>
where
    T: Stored,
    DB: Backend + HasSqlType<BigInt> + HasSqlType<Text>,
    i64: ToSql<BigInt, DB>,
    String: ToSql<Text, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        // The usual single row is worth keeping prepared; every other length is another statement.
        if self.0.len() != 1 {
            out.unsafe_to_cache_prepared();
        }
        out.push_sql(T::INTO);
        for (place, row) in self.0.iter().enumerate() {
            out.push_sql(if place == 0 { "(" } else { ", (" });
            row.values(&mut out)?;
            out.push_sql(")");
        }
        Ok(())
    }
}

impl<T> QueryId for Insert<'_, T> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Stored for Row {
    const INTO: &'static str = "INSERT INTO trail (seq, at, asker, action, class, subject_kind, \
        subject_id, purpose, outcome, detail_hash, prev, hash) VALUES ";

    fn values<'b, DB>(&'b self, out: &mut AstPass<'_, 'b, DB>) -> QueryResult<()>
    where
        DB: Backend + HasSqlType<BigInt> + HasSqlType<Text>,
        i64: ToSql<BigInt, DB>,
        String: ToSql<Text, DB>,
    {
        out.push_bind_param::<BigInt, _>(&self.seq)?;
        for text in [&self.at, &self.asker, &self.action, &self.class] {
            out.push_sql(", ");
            out.push_bind_param::<Text, _>(text)?;
        }
        for text in [&self.subject_kind, &self.subject_id] {
            out.push_sql(", ");
            out.push_bind_param::<Nullable<Text>, _>(text)?;
        }
        for text in [
            &self.purpose,
            &self.outcome,
            &self.detail_hash,
            &self.prev,
            &self.hash,
        ] {
            out.push_sql(", ");
            out.push_bind_param::<Text, _>(text)?;
        }
        Ok(())
    }
}

impl Stored for Detail {
    const INTO: &'static str = "INSERT INTO trail_detail (seq, salt, detail) VALUES ";

    fn values<'b, DB>(&'b self, out: &mut AstPass<'_, 'b, DB>) -> QueryResult<()>
    where
        DB: Backend + HasSqlType<BigInt> + HasSqlType<Text>,
        i64: ToSql<BigInt, DB>,
        String: ToSql<Text, DB>,
    {
        out.push_bind_param::<BigInt, _>(&self.seq)?;
        for text in [&self.salt, &self.detail] {
            out.push_sql(", ");
            out.push_bind_param::<Nullable<Text>, _>(text)?;
        }
        Ok(())
    }
}
