//! Every page in every state that a person can bring it into: what the other tests walk through.

use super::running::Browser;

/// Pages that have an address.
pub const ADDRESSES: &[&str] = &[
    "/",
    "/inspections",
    "/inspections?page=2",
    "/inspections?q=medway",
    "/inspections?q=nothing+has+this+name",
    "/inspections?framework=hmip-2018&rating=good",
    "/inspections?framework=hmip-2021&rating=good&sort=score&order=descending",
    "/inspections/hmip-2018-medway-2020",
    "/inspections/cci-2009-bexley-2012",
    "/inspections/hmip-2021-ceredigion-2024",
    "/inspections/hmip-2025-south-tees-2025",
    "/inspections/hmip-2018-medway-2020/recommendations/new",
    "/inspections/hmip-2018-medway-2020/reports/new",
    "/recommendations",
    "/recommendations?due=soon",
    "/services",
    "/services?q=nothing+has+this+name",
    "/services/medway",
    "/services/blackpool",
    "/services/cumbria",
    "/overview",
    "/overview?framework=hmip-2018&year=2021&service=kent&service=medway",
    "/compare",
    "/compare?framework=hmip-2018&service=kent&service=medway",
    "/compare?framework=hmip-2021&service=kent&with=region",
    "/compare?service=bexley&with=neighbours&mark=havering",
    "/rate",
    "/rate?framework=hmip-2018",
    "/rate?framework=hmip-2025",
    "/rate?framework=cci-2009",
    "/rate?framework=unheard-of",
    "/frameworks",
    "/inspections/new",
    "/inspections/new?framework=hmip-2021",
    "/inspections/hmip-2018-medway-2020/statements/new",
    "/inspections/hmip-2018-medway-2020/correct?field=overall",
    "/working-values",
    "/working-values/cci-2009/cci.label.moderate_from",
    "/working-values/cci-2009/cci.label.moderate_from?value=75",
    "/working-values/hmip-2018/percent.rounding/change",
    "/frameworks/hmip-2018",
    "/frameworks/hmip-2025",
    "/frameworks/sqs-2012",
    "/api",
    "/accessibility",
    NOWHERE,
];

/// Pages that mean something before anything is in the register.
pub const EMPTY: &[&str] = &[
    "/",
    "/overview",
    "/inspections",
    "/inspections/new?framework=hmip-2018",
    "/services",
    "/compare",
    "/recommendations",
    "/rate",
    "/working-values",
    "/working-values/hmip-2018/percent.rounding",
    "/api",
];

/// No page has this address.
pub const NOWHERE: &str = "/nowhere";

/// A page that answers a form: the fields as a person fills them in.
pub struct Posted {
    /// What it is, for messages.
    pub name: &'static str,
    framework: &'static str,
    fields: &'static [(&'static str, &'static str)],
    /// Words that only this answer has.
    pub words: &'static str,
}

/// Medway in 2020, by numbers of ratings.
pub const BY_COUNTS: Posted = Posted {
    name: "a rating by counts",
    framework: "hmip-2018",
    fields: &[
        ("count-good", "7"),
        ("count-requires_improvement", "4"),
        ("count-inadequate", "1"),
    ],
    words: "18 of 36",
};

/// An audit of one standard: three questions about seven cases, one of which does not apply.
pub const BY_JUDGEMENTS: Posted = Posted {
    name: "a rating by judgements",
    framework: "hmip-2021",
    fields: &[
        ("scope", "entered"),
        (
            "judgements",
            "case_id,question,answer\n\
             1,2.1.1,yes\n1,2.1.2,yes\n1,2.1.3,yes\n\
             2,2.1.1,yes\n2,2.1.2,yes\n2,2.1.3,yes\n\
             3,2.1.1,yes\n3,2.1.2,yes\n3,2.1.3,yes\n\
             4,2.1.1,yes\n4,2.1.2,yes\n4,2.1.3,no\n\
             5,2.1.1,no\n5,2.1.2,yes\n5,2.1.3,no\n\
             6,2.1.1,no\n6,2.1.2,no\n6,2.1.3,no\n\
             7,2.1.1,na\n7,2.1.2,na\n7,2.1.3,na\n",
        ),
    ],
    words: "1 of 3 points",
};

/// Mistakes in four kinds of field.
pub const WITH_ERRORS: Posted = Posted {
    name: "a form with errors",
    framework: "hmip-2018",
    fields: &[
        ("judgements", "case_id,question,answer\n17,2.1.1,perhaps\n"),
        ("percentages", "question,percent\n2.2.1,164\n"),
        ("count-good", "seven"),
        ("fieldwork", "31 2 2020"),
    ],
    words: "There is a problem",
};

/// All answers to forms.
pub const POSTED: [Posted; 3] = [BY_COUNTS, BY_JUDGEMENTS, WITH_ERRORS];

impl Posted {
    /// Fills in the form and sends it.
    pub async fn open(&self, browser: &Browser) {
        browser
            .open(&format!("/rate?framework={}", self.framework))
            .await;
        for (name, value) in self.fields {
            let value = serde_json::json!(value);
            browser
                .run(&format!(
                    "const field = document.querySelector('main [name=\"{name}\"]');
                     if (field.type === 'checkbox') field.checked = field.value === {value};
                     else field.value = {value};"
                ))
                .await;
        }
        browser
            .run("document.querySelector('main form').requestSubmit()")
            .await;
        browser.wait_for_words(self.words).await;
    }
}

/// Opens every page in turn and calls `look` with its name.
pub async fn each(browser: &Browser, mut look: impl AsyncFnMut(&str)) {
    for &address in ADDRESSES {
        browser.open(address).await;
        look(address).await;
    }
    for posted in POSTED {
        posted.open(browser).await;
        look(posted.name).await;
    }
}
