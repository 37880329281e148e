//! Accounts, for whoever gives and takes them: who can sign in, who cannot and why, where somebody is
//! signed in, and what to do when somebody has lost what they sign in with.
//!
//! A link for choosing anew is shown once and never again, so the page that shows it is the answer to
//! the form itself and has no address of its own.

pub(crate) mod close;
pub(crate) mod invite;
mod link;
pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod reset;
pub(crate) mod sessions;
mod standing;

use ::people::accounts::{self, Account, AccountError};

use crate::front::problem::Problem;
use crate::list::encode;
use crate::page::FieldError;
use crate::visit::Visit;

/// The address of an account.
fn address(id: &str) -> String {
    format!("/accounts/{}", encode(id))
}

/// One account, or the page that says there is none.
async fn find(visit: &Visit, id: &str) -> Result<Account, Problem> {
    let found = accounts::one(&visit.door, &visit.asker, visit.terms(), id).await?;
    found.ok_or(Problem::NotFound)
}

/// What is wrong, beside its field; what no field can mend is a problem. `whole` is the field that
/// errors about the account itself stand beside.
fn beside(error: AccountError, whole: &str) -> Result<Vec<FieldError>, Problem> {
    let field = match error {
        AccountError::Name => "name",
        AccountError::SignInName | AccountError::Taken => "sign-in-name",
        AccountError::HasOne | AccountError::Person => "person",
        AccountError::Service => "service",
        AccountError::Own | AccountError::Last => whole,
        AccountError::NotHeld => return Err(Problem::NotFound),
        AccountError::Vault(error) => return Err(error.into()),
    };
    Ok(vec![FieldError::new(field, error.to_string())])
}
