//! Ratings as both layouts say them: in the framework's words, or kept as printed.

use rating::Framework;
use rating::input::Level;

use super::cells::{self, RatingCell, Refused, refused};
use super::row::{Builder, Place};

/// An overall rating.
pub(super) fn overall(row: &mut Builder, place: Place, framework: &Framework) {
    let word = if framework.result().overall {
        cells::word(framework, &place.text)
    } else {
        Err(refused(
            format!("{} gives no overall rating.", framework.title()),
            "The text is kept as printed; leave the cell empty.",
        ))
    };
    match word {
        Ok((level, variant)) => {
            note_variant(row, &place, framework, level, variant);
            let word = framework.word(level).map_or("", |word| &word.id);
            row.say(place, "overall", word);
        }
        Err(refused) => row.refuse_and_keep(place, "overall", refused),
    }
}

/// A rating of one standard.
pub(super) fn rating(
    row: &mut Builder,
    place: Place,
    framework: &Framework,
    id: &str,
    basis: &'static str,
) {
    let field = format!("rating.{id}");
    let read = match framework.standard(id) {
        Some(_) => cells::rating(framework, &place.text),
        None => Err(no_standard(framework)),
    };
    match read {
        Ok(RatingCell::NotRated) => row.say_so(place, field, "not_rated", basis, None),
        Ok(RatingCell::Rated { level, variant }) => {
            note_variant(row, &place, framework, level, variant);
            let word = framework.word(level).map_or("", |word| &word.id);
            row.say_so(place, field, word, basis, None);
        }
        Err(refused) => row.refuse_and_keep(place, &field, refused),
    }
}

/// Why a standard's cell cannot be used in a row of this framework.
pub(super) fn no_standard(framework: &Framework) -> Refused {
    refused(
        format!("{} has no such standard.", framework.title()),
        "The text is kept as printed; check the framework of the row.",
    )
}

/// Says that a word was read which the source spells in its own way.
fn note_variant(
    row: &mut Builder,
    place: &Place,
    framework: &Framework,
    level: Level,
    variant: bool,
) {
    if let (true, Some(word)) = (variant, framework.word(level)) {
        row.note(
            place,
            format!("The source's own spelling; read as “{}”.", word.label),
            "Nothing to do, unless another rating is meant.",
        );
    }
}

/// A rating that belongs to one of two standards: kept, not placed.
pub(super) fn unplaced(row: &mut Builder, place: Place, framework: &Framework, id: &str) {
    match cells::word(framework, &place.text) {
        Ok((level, _)) => {
            let word = framework.word(level).map_or("", |word| &word.id);
            row.say(place, format!("unplaced.{id}"), word);
        }
        Err(refused) => row.refuse_and_keep(place, &format!("unplaced.{id}"), refused),
    }
}
