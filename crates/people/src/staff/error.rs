//! Why something about posts and people is as it was. The texts stand beside fields and hold nothing
//! about a person.

/// What keeps something from being done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// What was asked for cannot be taken as it is.
    #[error("{}", told(.0))]
    Unusable(Vec<Mistake>),
    /// Somebody of this name is held already; their ids. It may be another person, so whoever adds
    /// them may say so.
    #[error("Somebody of this name works here already")]
    SameName(Vec<String>),
    /// Somebody changed it since it was shown.
    #[error("Somebody changed this since you opened it")]
    Changed,
    /// It is not held here.
    #[error("This is not held here")]
    NotHeld,
    /// The database has something to say.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

/// One thing that is wrong, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// What it is about.
    pub part: Part,
    /// What is wrong, without a full stop.
    pub text: String,
}

/// What a mistake can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A name or a title.
    Name,
    /// An address at work.
    Email,
    /// A service.
    Service,
    /// A team.
    Team,
    /// A role.
    Role,
    /// Hours a week.
    Hours,
    /// A post.
    Post,
    /// A person.
    Person,
    /// A first day.
    First,
    /// A last day.
    Last,
}

impl Mistake {
    pub(super) fn new(part: Part, text: impl Into<String>) -> Self {
        Mistake {
            part,
            text: text.into(),
        }
    }
}

impl From<Mistake> for Error {
    fn from(mistake: Mistake) -> Self {
        Error::Unusable(vec![mistake])
    }
}

/// All mistakes, or the thing itself.
pub(super) fn unless<T>(mistakes: Vec<Mistake>, good: T) -> Result<T, Error> {
    if mistakes.is_empty() {
        Ok(good)
    } else {
        Err(Error::Unusable(mistakes))
    }
}

fn told(mistakes: &[Mistake]) -> String {
    let texts: Vec<&str> = mistakes.iter().map(|own| own.text.as_str()).collect();
    texts.join(". ")
}
