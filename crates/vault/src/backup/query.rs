//! Reading and filling any table of the catalogue, on either database. The only texts of SQL here
//! are made of the catalogue's own names; every value goes as an argument.

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, QueryableByName};
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::row::{Field, NamedRow};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Binary, Bool, HasSqlType, Integer, Text, Untyped};
use diesel_async::RunQueryDsl;

use super::catalogue::{Kind, Table};
use super::value::{Row, Value};
use crate::conn::Conn;
use crate::error::Error;
use crate::on_both;

/// At most `limit` rows of `table` in the order of its key, from the first or after another row.
pub(super) async fn page(
    conn: &mut Conn,
    table: &Table,
    after: Option<&Row>,
    limit: usize,
) -> Result<Vec<Row>, Error> {
    let columns = table.columns.iter();
    // A column goes under the name of its kind, by which it is read again.
    let columns = columns.map(|(name, kind)| format!("t.\"{name}\" AS \"{}\"", kind.code()));
    let columns: Vec<String> = columns.collect();
    let key: Vec<String> = table.columns[..table.key]
        .iter()
        .map(|(name, _)| format!("t.\"{name}\""))
        .collect();
    let mut statement = Statement::default();
    statement.text(&format!(
        "SELECT {} FROM \"{}\" AS t",
        columns.join(", "),
        table.name
    ));
    if let Some(row) = after {
        statement.text(&format!(" WHERE ({}) > ", key.join(", ")));
        statement.values(row.key(table));
    }
    statement.text(&format!(" ORDER BY {} LIMIT {limit}", key.join(", ")));
    Ok(on_both!(conn, |c| statement.load(c).await)?)
}

/// Whether `table` has no row.
pub(super) async fn is_empty(conn: &mut Conn, table: &Table) -> Result<bool, Error> {
    let mut statement = Statement::default();
    let integer = Kind::Integer.code();
    statement.text(&format!(
        "SELECT 1 AS \"{integer}\" FROM \"{}\" LIMIT 1",
        table.name
    ));
    let rows: Vec<Row> = on_both!(conn, |c| statement.load(c).await)?;
    Ok(rows.is_empty())
}

/// Puts rows into `table`; at least one.
pub(super) async fn insert(conn: &mut Conn, table: &Table, rows: &[Row]) -> Result<(), Error> {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|(name, _)| format!("\"{name}\""))
        .collect();
    let mut statement = Statement::default();
    statement.text(&format!(
        "INSERT INTO \"{}\" ({}) VALUES ",
        table.name,
        columns.join(", ")
    ));
    for (place, row) in rows.iter().enumerate() {
        if place > 0 {
            statement.text(", ");
        }
        statement.values(&row.0);
    }
    on_both!(conn, |c| statement.execute(c).await)?;
    Ok(())
}

/// A statement in parts: our own text, and arguments.
#[derive(Default)]
struct Statement<'v> {
    parts: Vec<Part<'v>>,
}

enum Part<'v> {
    Text(String),
    Value(&'v Value),
}

impl<'v> Statement<'v> {
    fn text(&mut self, text: &str) {
        self.parts.push(Part::Text(text.to_owned()));
    }

    /// Values with their commas, in brackets.
    fn values(&mut self, values: &'v [Value]) {
        for (place, value) in values.iter().enumerate() {
            self.text(if place == 0 { "(" } else { ", " });
            self.parts.push(Part::Value(value));
        }
        self.text(")");
    }
}

impl Query for Statement<'_> {
    type SqlType = Untyped;
}

impl QueryId for Statement<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB> QueryFragment<DB> for Statement<'_>
where
    DB: Backend
        + HasSqlType<Text>
        + HasSqlType<Integer>
        + HasSqlType<BigInt>
        + HasSqlType<Bool>
        + HasSqlType<Binary>,
    String: ToSql<Text, DB>,
    i32: ToSql<Integer, DB>,
    i64: ToSql<BigInt, DB>,
    bool: ToSql<Bool, DB>,
    Vec<u8>: ToSql<Binary, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        // Every table and number of rows is another statement, and hardly one comes twice.
        out.unsafe_to_cache_prepared();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_sql(text),
                Part::Value(Value::Nothing) => out.push_sql("NULL"),
                Part::Value(Value::Text(v)) => out.push_bind_param::<Text, _>(v)?,
                Part::Value(Value::Integer(v)) => out.push_bind_param::<Integer, _>(v)?,
                Part::Value(Value::BigInteger(v)) => out.push_bind_param::<BigInt, _>(v)?,
                Part::Value(Value::Boolean(v)) => out.push_bind_param::<Bool, _>(v)?,
                Part::Value(Value::Bytes(v)) => out.push_bind_param::<Binary, _>(v)?,
            }
        }
        Ok(())
    }
}

/// A row is read by the names under which [`page`] asked for its columns: their kinds.
impl<DB> QueryableByName<DB> for Row
where
    DB: Backend,
    String: FromSql<Text, DB>,
    i32: FromSql<Integer, DB>,
    i64: FromSql<BigInt, DB>,
    bool: FromSql<Bool, DB>,
    Vec<u8>: FromSql<Binary, DB>,
{
    fn build<'a>(row: &impl NamedRow<'a, DB>) -> deserialize::Result<Self> {
        (0..row.field_count())
            .map(|place| {
                let field = diesel::row::Row::get(row, place).ok_or("a column is missing")?;
                let kind = field.field_name().and_then(Kind::named);
                let value = field.value();
                if value.is_none() {
                    return Ok(Value::Nothing);
                }
                Ok(match kind.ok_or("a column without its kind")? {
                    Kind::Text => Value::Text(FromSql::from_nullable_sql(value)?),
                    Kind::Integer => Value::Integer(FromSql::from_nullable_sql(value)?),
                    Kind::BigInteger => Value::BigInteger(FromSql::from_nullable_sql(value)?),
                    Kind::Boolean => Value::Boolean(FromSql::from_nullable_sql(value)?),
                    Kind::Bytes => Value::Bytes(FromSql::from_nullable_sql(value)?),
                })
            })
            .collect::<deserialize::Result<Vec<Value>>>()
            .map(Row)
    }
}
