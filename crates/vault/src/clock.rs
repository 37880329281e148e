//! Time is passed in.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Where the door takes the time of a trail row from: the system's clock, or one that a test turns.
#[derive(Debug, Clone, Default)]
pub struct Clock(Option<Arc<Mutex<Timestamp>>>);

impl Clock {
    /// The system's clock.
    #[must_use]
    pub fn system() -> Self {
        Clock(None)
    }

    /// A clock that stands still at `at` until it is turned. Clones share it.
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Clock(Some(Arc::new(Mutex::new(at))))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            None => Timestamp::now(),
            Some(hand) => *hand.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a fixed clock and all its clones by `step`, which may be negative. The system's clock
    /// takes no notice, and a fixed one stays where it is if the step would leave the calendar.
    pub fn turn(&self, step: SignedDuration) {
        if let Some(hand) = &self.0 {
            let mut hand = hand.lock().unwrap_or_else(PoisonError::into_inner);
            if let Ok(moved) = hand.checked_add(step) {
                *hand = moved;
            }
        }
    }
}
