//! The 160 published results that the project holds as worked examples, each put through every
//! check that its own `tests` list names. A name without a check fails, so none is passed over.

use std::collections::BTreeMap;

use rating::Framework;
use rating::input::{Counts, Entered, Input, Level, Score};
use rating::outcome::{Basis, Outcome, State};
use serde_json::Value;

const EXAMPLES: &str = include_str!("../../../published/data/examples.json");

#[test]
fn every_published_example_passes_each_check_that_it_names() {
    let examples: Value = serde_json::from_str(EXAMPLES).expect("JSON");
    let mut passed: BTreeMap<String, u32> = BTreeMap::new();
    let mut wrong = Vec::new();
    for example in examples["examples"].as_array().expect("a list") {
        let example = Example::new(example);
        for test in example.value["tests"].as_array().expect("a list") {
            let test = test.as_str().expect("a name");
            match example.check(test) {
                Ok(()) => *passed.entry(test.to_owned()).or_default() += 1,
                Err(found) => wrong.push(format!("{} {test}: {found}", example.value["id"])),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let checks: u32 = passed.values().sum();
    println!(
        "{} examples, {checks} checks: {passed:?}",
        examples["examples"].as_array().map_or(0, Vec::len)
    );
    assert_eq!((passed.len(), checks), (20, 219));
}

struct Example<'a> {
    value: &'a Value,
    framework: &'static Framework,
}

/// What the tables call the categories and themes, beside the ids that the frameworks use.
const NAMES: [(&str, &str); 2] = [
    ("risk_of_harm_to_others", "risk_of_harm"),
    ("governance_and_partnerships", "governance"),
];

fn id(name: &str) -> String {
    let known = NAMES.iter().find(|(own, _)| *own == name);
    known.map_or(name, |(_, id)| id).to_owned()
}

impl<'a> Example<'a> {
    fn new(value: &'a Value) -> Self {
        let framework = value["framework"]
            .as_str()
            .and_then(rules::framework)
            .expect("a framework");
        Example { value, framework }
    }

    fn level(&self, word: &Value) -> Option<Level> {
        self.framework.level_as_written(word.as_str()?)
    }

    /// Ratings by standard, whichever part of the example holds them.
    fn ratings(&self) -> BTreeMap<String, Entered> {
        let mut ratings = BTreeMap::new();
        let mut enter = |name: &str, word: &Value| {
            let entered = match self.level(word) {
                Some(level) => Some(Entered::Rated(level)),
                None if word == "Not rated" => Some(Entered::NotRated),
                None => None,
            };
            ratings.extend(entered.map(|entered| (id(name), entered)));
        };
        for (name, word) in self.object("ratings") {
            enter(name, word);
        }
        for (name, score) in self.object("scores") {
            enter(name, &score["label"]);
        }
        for (name, theme) in self.object("themes") {
            enter(name, &theme["rating"]);
        }
        ratings
    }

    fn percentages(&self) -> BTreeMap<String, u8> {
        let scores = self.object("scores");
        let known = scores.filter_map(|(name, score)| {
            Some((id(name), u8::try_from(score["percent"].as_u64()?).ok()?))
        });
        known.collect()
    }

    fn counts(&self) -> Option<Counts> {
        let counts = self.object("rating_counts");
        let counts = counts.filter_map(|(word, number)| {
            let level = self.framework.level_as_written(word)?;
            Some((level, u32::try_from(number.as_u64()?).ok()?))
        });
        let counts: Counts = counts.collect();
        (!counts.is_empty()).then_some(counts)
    }

    fn object(&self, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        self.value[key].as_object().into_iter().flatten()
    }

    fn number(&self, key: &str) -> Option<u32> {
        u32::try_from(self.value[key].as_u64()?).ok()
    }

    fn score(&self) -> Option<Score> {
        Some(Score {
            total: self.number("total_score")?,
            maximum: self.number("max_score")?,
        })
    }

    fn rate(&self, input: Input) -> Result<Outcome, String> {
        rating::rate(self.framework, &input).map_err(|findings| format!("{findings:?}"))
    }

    /// The example's overall rating as the framework's word.
    fn overall(&self) -> Option<String> {
        let level = self.level(&self.value["overall_rating"])?;
        self.framework.word(level).map(|word| word.id.clone())
    }

    fn check(&self, test: &str) -> Result<(), String> {
        match test {
            "points_sum" | "points_sum_regression" | "resettlement_outside_total" => {
                self.points_sum(test)
            }
            "counts_sum" => self.counts_sum(),
            "overall_from_total" | "overall_from_inferred_total" => self.overall_from_total(),
            "overall_from_points" => self.overall_from_points(),
            "not_rated_is_not_missing" => self.not_rated_is_not_missing(),
            "maximum_is_not_36" => self.maximum_is_not_36(),
            "overall_entered" => self.overall_entered(),
            "ratings_entered" => self.ratings_entered(),
            "points_with_rule_set_on" => self.points_with_rule_set_on(),
            "three_percentages" => self.three_percentages(),
            "label_from_percent" => self.label_from_percent(),
            "label_entered_without_percent" => self.label_entered_without_percent(),
            "comparison_kept_with_inspection" => self.comparison_kept_with_inspection(),
            "theme_words" => self.theme_words(),
            "five_themes_only" => self.five_themes_only(),
            "word_outside_the_settled_scale" => self.word_outside_the_settled_scale(),
            "stars" => self.stars(),
            other => Err(format!("no check is written for {other}")),
        }
    }

    /// All ratings by name add to the published score, with or without the rating of 4.1.
    fn points_sum(&self, test: &str) -> Result<(), String> {
        let counts = self
            .counts()
            .filter(|counts| counts.values().sum::<u32>() >= 12);
        let by_name = Input {
            ratings: self.ratings(),
            counts,
            ..Input::default()
        };
        let outcome = self.rate(by_name.clone())?;
        same("total", outcome.total, self.number("total_score"))?;
        same("maximum", outcome.maximum, self.number("max_score"))?;
        same(
            "computed",
            outcome.total_computed,
            self.number("computed_points"),
        )?;
        if test == "resettlement_outside_total" {
            let resettlement = standard(&outcome, "4.1")?;
            same("4.1 counts", resettlement.counts, false)?;
            same("4.1 has points", resettlement.points.is_some(), true)?;
            if by_name.counts.is_none() {
                let mut without = by_name;
                without.ratings.remove("4.1");
                same(
                    "total without 4.1",
                    self.rate(without)?.total,
                    outcome.total,
                )?;
            }
        }
        Ok(())
    }

    fn counts_sum(&self) -> Result<(), String> {
        let counts = self.counts();
        let ratings = self.ratings();
        let outcome = self.rate(Input {
            counts,
            ratings,
            ..Input::default()
        })?;
        same("total", outcome.total, self.number("total_score"))?;
        same("overall", outcome.overall, self.overall())
    }

    /// The score and its maximum give the published overall rating by themselves.
    fn overall_from_total(&self) -> Result<(), String> {
        let score = self.score();
        let outcome = self.rate(Input {
            score,
            ..Input::default()
        })?;
        same("overall", outcome.overall, self.overall())?;
        same("basis", outcome.overall_basis, Some(Basis::Computed))
    }

    fn overall_from_points(&self) -> Result<(), String> {
        let outcome = self.rate(Input {
            ratings: self.ratings(),
            counts: self.counts(),
            ..Input::default()
        })?;
        same("total", outcome.total, self.number("computed_points"))?;
        same("overall", outcome.overall, self.overall())
    }

    fn not_rated_is_not_missing(&self) -> Result<(), String> {
        let outcome = self.rate(Input {
            ratings: self.ratings(),
            ..Input::default()
        })?;
        for (name, word) in self
            .object("ratings")
            .filter(|(_, word)| *word == "Not rated")
        {
            same(
                &format!("{name} {word}"),
                standard(&outcome, name)?.state,
                State::NotRated,
            )?;
        }
        same(
            "others are not known",
            standard(&outcome, "1.1")?.state,
            State::NotKnown,
        )
    }

    /// The score stands on its own maximum, and on 36 it would be another result.
    fn maximum_is_not_36(&self) -> Result<(), String> {
        let Some(score) = self.score() else {
            return Err("no score".to_owned());
        };
        let outcome = self.rate(Input {
            score: Some(score),
            ..Input::default()
        })?;
        same("maximum", outcome.maximum, Some(24))?;
        same("total", outcome.total, Some(score.total))?;
        let on_36 = Score {
            maximum: 36,
            ..score
        };
        let other = self.rate(Input {
            score: Some(on_36),
            ..Input::default()
        })?;
        same(
            "the ladder differs",
            other.points_to_next == outcome.points_to_next,
            false,
        )
    }

    fn overall_entered(&self) -> Result<(), String> {
        let overall = self.level(&self.value["overall_rating"]);
        let outcome = self.rate(Input {
            overall,
            ratings: self.ratings(),
            ..Input::default()
        })?;
        same("overall", outcome.overall, self.overall())?;
        same("basis", outcome.overall_basis, Some(Basis::Entered))
    }

    fn ratings_entered(&self) -> Result<(), String> {
        let ratings = self.ratings();
        let outcome = self.rate(Input {
            ratings: ratings.clone(),
            ..Input::default()
        })?;
        for (id, entered) in ratings {
            let found = standard(&outcome, &id)?;
            same(&id, found.basis, Some(Basis::Entered))?;
            if let Entered::Rated(level) = entered {
                same(
                    &id,
                    found.rating.as_deref(),
                    self.framework.word(level).map(|word| word.id.as_str()),
                )?;
            }
        }
        same("no total without the rule set", outcome.total, None)
    }

    fn points_with_rule_set_on(&self) -> Result<(), String> {
        let set = BTreeMap::from([("n25.points".to_owned(), "on".to_owned())]);
        let outcome = self.rate(Input {
            ratings: self.ratings(),
            set,
            ..Input::default()
        })?;
        same("total", outcome.total, self.number("computed_points"))?;
        same(
            "maximum",
            outcome.maximum,
            self.number("computed_points_max"),
        )?;
        same("overall", outcome.overall, self.overall())?;
        let off = self.rate(Input {
            ratings: self.ratings(),
            ..Input::default()
        })?;
        same("off by itself", (off.total, off.maximum), (None, None))
    }

    fn three_percentages(&self) -> Result<(), String> {
        let percentages = self.percentages();
        let outcome = self.rate(Input {
            percentages: percentages.clone(),
            ..Input::default()
        })?;
        same("three", percentages.len(), 3)?;
        for (id, percent) in percentages {
            same(&id, standard(&outcome, &id)?.percent, Some(percent))?;
        }
        same(
            "no overall rating",
            (outcome.overall, outcome.total),
            (None, None),
        )
    }

    /// The printed label is the one that the inferred cuts give.
    fn label_from_percent(&self) -> Result<(), String> {
        let outcome = self.rate(Input {
            percentages: self.percentages(),
            ..Input::default()
        })?;
        let mut pairs = 0;
        for (name, score) in self.object("scores") {
            let Some(level) = self
                .level(&score["label"])
                .filter(|_| score["percent"].is_u64())
            else {
                continue;
            };
            pairs += 1;
            let word = self.framework.word(level).map(|word| word.id.as_str());
            same(
                name,
                standard(&outcome, &id(name))?.computed.as_deref(),
                word,
            )?;
        }
        same("a label beside a percentage", pairs > 0, true)
    }

    fn label_entered_without_percent(&self) -> Result<(), String> {
        let outcome = self.rate(Input {
            percentages: self.percentages(),
            ratings: self.ratings(),
            ..Input::default()
        })?;
        let mut found = 0;
        for (name, score) in self.object("scores") {
            let Some(level) = self
                .level(&score["label"])
                .filter(|_| score["percent"].is_null())
            else {
                continue;
            };
            found += 1;
            let standard = standard(&outcome, &id(name))?;
            same(
                name,
                standard.rating.as_deref(),
                self.framework.word(level).map(|word| word.id.as_str()),
            )?;
            same(
                name,
                (standard.percent, standard.basis),
                (None, Some(Basis::Entered)),
            )?;
        }
        same("a label without a percentage", found > 0, true)
    }

    /// Comparison figures are held with the inspection they were printed with.
    fn comparison_kept_with_inspection(&self) -> Result<(), String> {
        let held = include_str!("../../../published/data/comparisons.csv");
        let mut reader = csv::Reader::from_reader(held.as_bytes());
        let rows: Vec<BTreeMap<String, String>> = reader
            .deserialize()
            .map(|row| row.expect("a row"))
            .collect();
        let mut figures = 0;
        for (name, score) in self.object("scores") {
            for (statistic, percent) in score["comparison"].as_object().into_iter().flatten() {
                let Some(percent) = percent.as_u64() else {
                    continue;
                };
                figures += 1;
                let found = rows.iter().any(|row| {
                    row["inspection_id"] == self.value["id"].as_str().unwrap_or_default()
                        && row["category"] == id(name)
                        && row["statistic"] == *statistic
                        && row["percent"] == percent.to_string()
                });
                same(&format!("{name} {statistic} {percent}"), found, true)?;
            }
        }
        same("a figure to compare with", figures > 0, true)
    }

    fn theme_words(&self) -> Result<(), String> {
        let outcome = self.rate(Input {
            ratings: self.ratings(),
            ..Input::default()
        })?;
        for (name, theme) in self.object("themes") {
            let Some(level) = self.level(&theme["rating"]) else {
                continue;
            };
            let word = self.framework.word(level).map(|word| word.id.as_str());
            same(name, standard(&outcome, &id(name))?.rating.as_deref(), word)?;
        }
        same(
            "no overall rating",
            (outcome.overall, outcome.total),
            (None, None),
        )
    }

    fn five_themes_only(&self) -> Result<(), String> {
        let scope: Vec<String> = self.object("themes").map(|(name, _)| id(name)).collect();
        same("themes", scope.len(), 5)?;
        let outcome = self.rate(Input {
            ratings: self.ratings(),
            scope: Some(scope),
            ..Input::default()
        })?;
        same(
            "sixth",
            standard(&outcome, "sixth_theme")?.state,
            State::NotApplicable,
        )
    }

    fn word_outside_the_settled_scale(&self) -> Result<(), String> {
        let outside: Vec<&Value> = self
            .object("themes")
            .map(|(_, theme)| &theme["rating"])
            .filter(|word| word.is_string() && self.level(word).is_none())
            .collect();
        same("words outside", outside.is_empty(), false)?;
        let csv = format!(
            "standard,rating\nsentence_served,{}\n",
            outside[0].as_str().unwrap_or_default()
        );
        let findings = rating::read::ratings(self.framework, csv.as_bytes());
        same("it is refused", findings.is_err(), true)
    }

    fn stars(&self) -> Result<(), String> {
        let outcome = self.rate(Input {
            ratings: self.ratings(),
            ..Input::default()
        })?;
        for (name, theme) in self.object("themes") {
            if let Some(stars) = theme["stars"].as_u64() {
                same(
                    name,
                    standard(&outcome, &id(name))?.stars.map(u64::from),
                    Some(stars),
                )?;
            }
        }
        Ok(())
    }
}

fn standard<'a>(
    outcome: &'a Outcome,
    id: &str,
) -> Result<&'a rating::outcome::StandardOutcome, String> {
    outcome
        .standards
        .iter()
        .find(|standard| standard.id == id)
        .ok_or_else(|| format!("no standard {id}"))
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Result<(), String> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{what}: {found:?} instead of {expected:?}"))
    }
}
