//! Makes sure that the folder of front-end files exists, because its files are embedded when the
//! crate is compiled. It never fetches them: without them the crate builds, with a warning, and
//! `web::frontend_missing` tells the binary so.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=frontend");
    println!("cargo:rerun-if-changed=static");
    let folder = Path::new("frontend");
    if let Err(error) = std::fs::create_dir_all(folder) {
        println!("cargo:warning=the folder crates/web/frontend cannot be made: {error}");
    }
    if !folder.join("govuk-frontend.min.css").exists() {
        println!(
            "cargo:warning=the front-end files are missing; pages need `cargo xtask frontend` first"
        );
    }
}
