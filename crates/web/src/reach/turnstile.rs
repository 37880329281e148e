//! Lets only so many connections in at once. One more is closed at once, which is an answer; one that
//! waits would be none, and would hold a place all the same.

use std::future::{Ready, ready};
use std::io;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum_server::accept::Accept;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service;

/// Counts connections in, and out when they end.
#[derive(Debug, Clone)]
pub(super) struct Turnstile(Arc<Semaphore>);

impl Turnstile {
    /// Lets so many in at once.
    pub(super) fn new(connections: usize) -> Self {
        Turnstile(Arc::new(Semaphore::new(connections)))
    }
}

impl<I, S> Accept<I, S> for Turnstile {
    type Stream = I;
    type Service = Inside<S>;
    type Future = Ready<io::Result<(I, Inside<S>)>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let place = Arc::clone(&self.0).try_acquire_owned();
        let place = place.map_err(|_| io::Error::other("as many connections as are let in"));
        ready(place.map(|place| {
            let inside = Inside {
                service,
                _place: Arc::new(place),
            };
            (stream, inside)
        }))
    }
}

/// What answers a connection that holds a place; the place is free again when it is dropped.
#[derive(Debug, Clone)]
pub(super) struct Inside<S> {
    service: S,
    _place: Arc<OwnedSemaphorePermit>,
}

impl<R, S: Service<R>> Service<R> for Inside<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(cx)
    }

    fn call(&mut self, request: R) -> S::Future {
        self.service.call(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_place_is_free_again_when_its_connection_ends() {
        let turnstile = Turnstile::new(2);
        let first = turnstile.accept((), ()).await.expect("a place");
        let second = turnstile.accept((), ()).await.expect("a place");
        assert!(turnstile.accept((), ()).await.is_err());
        // While somebody is still answered, the place is held.
        let under_way = first.1.clone();
        drop(first);
        assert!(turnstile.accept((), ()).await.is_err());
        drop(under_way);
        assert!(turnstile.accept((), ()).await.is_ok());
        drop(second);
    }
}
