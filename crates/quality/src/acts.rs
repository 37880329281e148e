//! An act that can give up for a reason of its own.

use std::sync::{Arc, Mutex, PoisonError};

use access::Asker;
use vault::{Act, Deed, Door};

/// Does `f` as [`Door::act`] does it. What the database has to say is the outer error of `f`. An inner
/// one undoes the act, stands in the trail as an act that failed, and comes back as it was: the door
/// itself carries words only.
///
/// # Errors
/// What `f` returns, and what [`Door::act`] does.
pub(crate) async fn act<T, E, F>(door: &Door, asker: &Asker, deed: Deed, f: F) -> Result<T, E>
where
    F: AsyncFnOnce(&mut Act<'_>) -> Result<Result<T, E>, vault::Error> + Send + 'static,
    T: Send + 'static,
    E: std::error::Error + From<vault::Error> + Send + 'static,
{
    let why = Arc::new(Mutex::new(None));
    let told = Arc::clone(&why);
    let done = door
        .act(asker, deed, async move |act: &mut Act<'_>| {
            f(act).await?.map_err(|error| {
                let words = error.to_string();
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                vault::Error::Abandoned(words)
            })
        })
        .await;
    let why = why.lock().unwrap_or_else(PoisonError::into_inner).take();
    done.map_err(|error| why.unwrap_or_else(|| error.into()))
}
