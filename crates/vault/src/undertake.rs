//! An act that can give up for a reason of its own.

use std::sync::{Arc, Mutex, PoisonError};

use access::Asker;

use crate::{Act, Deed, Door, Error};

impl Door {
    /// Does `f` as [`act`](Door::act) does it. What the database has to say is the outer error of `f`.
    /// An inner one undoes the act, stands in the trail as an act that failed, and comes back as it
    /// was: the door itself carries words only.
    ///
    /// # Errors
    /// What `f` returns, and what [`act`](Door::act) does.
    pub async fn undertake<T, E, F>(&self, asker: &Asker, deed: Deed, f: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Act<'_>) -> Result<Result<T, E>, Error> + Send + 'static,
        T: Send + 'static,
        E: std::error::Error + From<Error> + Send + 'static,
    {
        let why = Arc::new(Mutex::new(None));
        let told = Arc::clone(&why);
        let done = self
            .act(asker, deed, async move |act: &mut Act<'_>| {
                f(act).await?.map_err(|error| {
                    let words = error.to_string();
                    *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                    Error::Abandoned(words)
                })
            })
            .await;
        let why = why.lock().unwrap_or_else(PoisonError::into_inner).take();
        done.map_err(|error| why.unwrap_or_else(|| error.into()))
    }
}
