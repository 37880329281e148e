//! Reports kept as files, as a browser sends and saves them.

use axum::http::StatusCode;

use crate::house::{Answer, House, get, on_both_fresh, post_file};

const HOME: &str = "/inspections/hmip-2018-medway-2020";
const NEW: &str = "/inspections/hmip-2018-medway-2020/reports/new";

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n";

async fn sent(site: &House, name: &str, bytes: &[u8]) -> Answer {
    post_file(site, NEW, "report", name, bytes).await
}

#[test]
fn a_report_is_kept_listed_and_saved_again() {
    on_both_fresh(async |site| {
        let form = get(&site, NEW).await.text;
        assert!(form.contains("A PDF, ODT or DOCX of up to 20 MB"));
        assert!(form.contains("accept=\".pdf,.odt,.docx\""));
        let answer = sent(&site, "reports/Môn: 2020?.pdf", PDF).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert_eq!(
            answer.header("location"),
            format!("{HOME}?done=report-kept#report")
        );
        let page = get(&site, &format!("{HOME}?done=report-kept")).await.text;
        assert!(page.contains("The report has been kept"));
        assert!(
            page.contains("Môn- 2020-.pdf</a> (PDF, 63 bytes)"),
            "{page}"
        );
        let file = get(&site, &format!("{HOME}/reports/1")).await;
        assert_eq!(file.text.as_bytes(), PDF);
        assert_eq!(file.header("content-type"), "application/pdf");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(
            file.header("content-disposition"),
            "attachment; filename=\"M_n- 2020-.pdf\"; filename*=UTF-8''M%C3%B4n-%202020-.pdf"
        );
        let again = sent(&site, "again.pdf", PDF).await;
        assert_eq!(
            again.header("location"),
            format!("{HOME}?done=report-same#report")
        );
        assert_eq!(
            get(&site, &format!("{HOME}/reports/2")).await.status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn what_is_not_kept_is_said_beside_the_field() {
    on_both_fresh(async |site| {
        for (name, bytes, words) in [
            ("", &b""[..], "Choose the file of the report"),
            ("a.pdf", b"", "The file is empty"),
            ("a.pdf", b"<!DOCTYPE html>", "is a web page"),
            ("a.docx", PDF, "does not end in .pdf"),
            ("a.pdf", &PDF[..20], "its end is missing"),
        ] {
            let answer = sent(&site, name, bytes).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(answer.text.contains("<title>Error: "), "{words}");
            assert!(answer.text.contains("<a href=\"#report\">"), "{words}");
            assert_eq!(answer.text.matches(words).count(), 2, "{words}");
        }
        let unheard = "/inspections/hmip-2018-atlantis-2020/reports/new";
        let answer = post_file(&site, unheard, "report", "a.pdf", PDF).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(get(&site, unheard).await.status, StatusCode::NOT_FOUND);
    });
}

/// The form takes what the register keeps, and what is larger gets the form back with the reason.
#[test]
fn a_large_report_is_kept_and_one_that_is_too_large_is_told() {
    on_both_fresh(async |site| {
        let most = quality::reports::limits::FILE_BYTES;
        let mut large = PDF.to_vec();
        large.splice(8..8, vec![b'x'; most - PDF.len()]);
        let answer = sent(&site, "large.pdf", &large).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        for more in [1, 20_000, most] {
            let mut larger = large.clone();
            larger.splice(8..8, vec![b'x'; more]);
            let answer = sent(&site, "larger.pdf", &larger).await;
            assert!(
                matches!(
                    answer.status,
                    StatusCode::UNPROCESSABLE_ENTITY | StatusCode::PAYLOAD_TOO_LARGE
                ),
                "{more}: {}",
                answer.status
            );
            assert!(
                answer.text.contains("The file is larger than 20 MB"),
                "{more}"
            );
            assert!(answer.text.contains("<a href=\"#report\">"), "{more}");
        }
    });
}
