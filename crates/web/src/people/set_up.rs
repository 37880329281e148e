//! Met on somebody's first day, or when they have a new phone: an app is set up by scanning a picture,
//! and recovery codes are put by for the day the phone is lost. Nobody here knows what a second factor
//! is, and nobody needs to.

use ::people::factor::Setup;
use ::people::invitations;
use ::people::sessions::Stage;
use ::people::sign_in::NotIn;
use askama::Template;
use axum::extract::Request;
use axum::response::Response;
use qrcode::{Color, EcLevel, QrCode};

use super::next::{Next, see};
use super::recovery_codes::Codes;
use super::second_step::{code_field, half, whole};
use super::sign_in::{begin_again, beside};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::{Asking, Pairs};
use crate::page::{Field, FieldError, Page, Section};
use crate::visit::Visit;

/// `GET /sign-in/set-up`
pub(crate) async fn show(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let next = Next::asked(&pairs);
    let token = match half(&visit, Stage::Enrolment, &next) {
        Ok(token) => token,
        Err(elsewhere) => return Ok(see(&elsewhere)),
    };
    let setup = invitations::setup(&visit.door, visit.key()?, visit.terms(), token).await?;
    match setup {
        Some(setup) => visit.html(&SetUp::new(setup, Vec::new())),
        None => Ok(begin_again(&next)),
    }
}

/// `POST /sign-in/set-up`
pub(crate) async fn send(
    visit: Visit,
    Pairs(pairs): Asking,
    request: Request,
) -> Result<Response, Problem> {
    let next = Next::asked(&pairs);
    let token = match half(&visit, Stage::Enrolment, &next) {
        Ok(token) => token,
        Err(elsewhere) => return Ok(see(&elsewhere)),
    };
    let (door, key, terms) = (&visit.door, visit.key()?, visit.terms());
    let Some(setup) = invitations::setup(door, key, terms, token).await? else {
        return Ok(begin_again(&next));
    };
    let typed = Form::read(request).await?.text("code");
    if typed.is_empty() {
        let errors = vec![FieldError::new(
            "code",
            "Enter the code that your app shows",
        )];
        return visit.unprocessable(&SetUp::new(setup, errors));
    }
    match invitations::confirm(door, key, terms, token, &typed, &visit.origin).await {
        Ok((done, codes)) => {
            let page = visit.html(&Codes::new(codes, next.page()))?;
            Ok(whole(&visit, &done, page))
        }
        Err(NotIn::BeginAgain) => Ok(begin_again(&next)),
        Err(error) => {
            let (status, errors) = beside(error, "code")?;
            visit.answer(status, &SetUp::new(setup, errors))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "people/set_up.html")]
struct SetUp {
    page: Page,
    errors: Vec<FieldError>,
    picture: Option<Picture>,
    setup: Setup,
    code: Field,
}

impl SetUp {
    fn new(setup: Setup, errors: Vec<FieldError>) -> Self {
        SetUp {
            page: Page::form("Set up your app", Section::Other, &errors),
            picture: Picture::of(&setup.address),
            setup,
            code: code_field(&errors),
            errors,
        }
    }
}

/// A picture that a phone reads an address from (QR code, ISO/IEC 18004).
#[derive(Debug, PartialEq, Eq)]
struct Picture {
    /// Its width and height in squares, the white border included.
    size: usize,
    /// The black squares as the path of a drawing: a stroke for each run in a row.
    path: String,
}

/// Squares of white around the picture; readers need four.
const BORDER: usize = 4;

impl Picture {
    /// The picture of a text; none if the text is too long for one.
    fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let squares = code.into_colors();
        let mut path = String::new();
        for (y, row) in squares.chunks(width).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|a, b| a == b) {
                if run.first() == Some(&Color::Dark) {
                    let length = run.len();
                    path.push_str(&format!(
                        "M{} {}h{length}v1h-{length}z",
                        x + BORDER,
                        y + BORDER
                    ));
                }
                x += run.len();
            }
        }
        Some(Picture {
            size: width + 2 * BORDER,
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Picture;

    /// Three large squares in the corners tell a reader which way up the picture is.
    #[test]
    fn the_corners_of_a_picture() {
        let picture = Picture::of("otpauth://totp/Lapwing").expect("a picture");
        assert_eq!(picture.size, 25 + 8);
        assert!(
            picture.path.starts_with("M4 4h7v1h-7z"),
            "{}",
            &picture.path[..40]
        );
        assert!(picture.path.contains("M22 4h7v1h-7z"));
        assert!(picture.path.contains("M4 22h7v1h-7z"));
        assert!(!picture.path.contains("M22 22h7"));
        assert_eq!(Picture::of(&"a".repeat(5_000)), None);
    }
}
