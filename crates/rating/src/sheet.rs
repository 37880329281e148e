//! The bare sum for many services: the same percentages, bands, lowest questions, points and total
//! as in [`crate::rate()`], without steps, remarks and ways.
//!
//! One thing is simpler here: a question that nobody answered is left out like one that applied to
//! no case, where `rate` says that its standard is not known.
//!
//! A [`Scheme`] is a framework made ready for it, with one place a question and one a standard. A
//! [`Sheet`] holds one service's answers and is used again for the next.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::framework::{Band, Framework, Judged};
use crate::input::{Answer, Level};
use crate::limits::STANDARDS;
use crate::percent::{Rounding, Tally, level_of};
use crate::settings::Settings;

/// A framework with its working values, ready for counting.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// For each place of a question: the place of its standard.
    standard_of: Vec<usize>,
    /// For each standard: points a level, empty where the standard does not count.
    points: Vec<Vec<u32>>,
    cuts: Vec<u8>,
    rounding: Rounding,
    bands: Vec<Band>,
    places: BTreeMap<String, usize>,
}

/// What a sheet comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Total over the standards that count; none when one of them is not known.
    pub total: Option<u32>,
    /// Overall rating by the bands on the full maximum.
    pub overall: Option<Level>,
}

/// One service's answers as tallies, by place.
#[derive(Debug, Clone)]
pub struct Sheet {
    tallies: Vec<Tally>,
    /// Ratings that were entered, by the standard's place in the framework.
    pub entered: Vec<Option<Level>>,
}

impl Scheme {
    /// Makes a framework ready, with settings as in [`crate::input::Input::set`].
    ///
    /// # Errors
    /// Findings about settings that cannot be used.
    pub fn new(
        framework: &Framework,
        set: &BTreeMap<String, String>,
    ) -> Result<Self, Vec<Finding>> {
        let settings = Settings::with(framework, set)?;
        let words = framework.words();
        let points: Vec<u32> = words.iter().filter_map(|word| word.points).collect();
        let mut scheme = Scheme {
            standard_of: Vec::new(),
            points: Vec::new(),
            cuts: settings.cuts(framework),
            rounding: settings.rounding(framework),
            bands: Vec::new(),
            places: BTreeMap::new(),
        };
        let mut maximum = 0;
        for (at, standard) in framework.standards().iter().enumerate() {
            let counts = settings.counts(framework, standard);
            scheme
                .points
                .push(if counts { points.clone() } else { Vec::new() });
            maximum += if counts {
                points.iter().copied().max().unwrap_or_default()
            } else {
                0
            };
            if standard.judged == Judged::Cases {
                for question in &standard.questions {
                    scheme
                        .places
                        .insert(question.id.clone(), scheme.standard_of.len());
                    scheme.standard_of.push(at);
                }
            }
        }
        if let Some((bands, _)) = settings.bands(framework, maximum) {
            scheme.bands = bands;
        }
        Ok(scheme)
    }

    /// The place of a question that is answered case by case.
    #[must_use]
    pub fn place(&self, question: &str) -> Option<usize> {
        self.places.get(question).copied()
    }

    /// An empty sheet.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        Sheet {
            tallies: vec![Tally::default(); self.standard_of.len()],
            entered: vec![None; self.points.len()],
        }
    }

    /// What a sheet comes to.
    #[must_use]
    pub fn verdict(&self, sheet: &Sheet) -> Verdict {
        let mut levels = [None::<Level>; STANDARDS];
        for (tally, standard) in sheet.tallies.iter().zip(&self.standard_of) {
            if let Some(percent) = tally.percent(self.rounding) {
                let level = level_of(percent, &self.cuts);
                let held = &mut levels[*standard];
                *held = Some(held.map_or(level, |lowest| lowest.min(level)));
            }
        }
        let mut total = Some(0);
        for (standard, points) in self.points.iter().enumerate() {
            if points.is_empty() {
                continue;
            }
            let level = sheet.entered[standard].or(levels[standard]);
            let earned = level.and_then(|level| points.get(usize::from(level.0)));
            total = total.zip(earned).map(|(total, earned)| total + earned);
        }
        Verdict {
            total,
            overall: total.and_then(|total| level_of_total(total, &self.bands)),
        }
    }
}

impl Sheet {
    /// Adds an answer to the question at `place`.
    pub fn add(&mut self, place: usize, answer: Answer) {
        let tally = &mut self.tallies[place];
        match answer {
            Answer::Yes => {
                tally.yes += 1;
                tally.applicable += 1;
            }
            Answer::No => tally.applicable += 1,
            Answer::NotApplicable => {}
        }
    }

    /// Empties the sheet for the next service.
    pub fn clear(&mut self) {
        self.tallies.fill(Tally::default());
        self.entered.fill(None);
    }
}

/// The level of a total by its bands.
pub(crate) fn level_of_total(total: u32, bands: &[Band]) -> Option<Level> {
    let at = bands
        .iter()
        .position(|band| band.low <= total && total <= band.high)?;
    u8::try_from(at).ok().map(Level)
}
