//! The documentation as static pages, in `dist/site`: `www/pages` in the frame of
//! `www/theme`, and what the code itself can tell.

mod figures;
mod page;
mod reference;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use crate::net::{free_port, status_of};
use crate::process::{self, Server};
use crate::project::{Project, replace_folder};
use page::Page;

/// Where it is made.
const SITE: &str = "dist/site";

/// The navigation: groups of pages, each by the name of its file in `www/pages`.
const GROUPS: [(&str, &[&str]); 8] = [
    (
        "Begin",
        &[
            "index", "plugin", "theme", "snippet", "webview", "cognito", "live",
        ],
    ),
    (
        "Forms",
        &[
            "forms",
            "form-plugins",
            "woocommerce",
            "memberpress",
            "buddypress",
            "elementor",
            "wpforms",
            "formidable",
            "contact-form-7",
            "gravity-forms",
            "ninja-forms",
        ],
    ),
    (
        "Flows",
        &[
            "flows",
            "passwords",
            "codes",
            "passkeys",
            "choice",
            "custom",
            "devices",
            "hosted",
            "account",
        ],
    ),
    (
        "Tokens",
        &[
            "sessions",
            "memory",
            "worker",
            "encrypted",
            "web-storage",
            "linking",
            "calls",
            "aws",
        ],
    ),
    ("Operation", &["sites", "sync", "migration"]),
    (
        "Come from elsewhere",
        &[
            "migrate-amplify",
            "migrate-identity-js",
            "migrate-miniorange",
        ],
    ),
    ("What holds", &["security", "engines", "speed"]),
    ("Reference", &["api", "hooks", "rust", "errors"]),
];

const TO_RUST: &str = "<!doctype html><title>Cognipress</title><meta http-equiv=refresh content='0;url=../rust.html'>\n";

/// What the pages load.
const THEME: [&str; 4] = ["site.css", "site.js", "search.js", "live.js"];

/// The charts of the page `speed`. Measuring the reader's browser takes what `bench srp` makes.
const BENCH: [&str; 5] = [
    "index.html",
    "bench.css",
    "bench.js",
    "chart.js",
    figures::FILE,
];

pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    let site = project.path(SITE);
    let frame = fs::read_to_string(project.path("www/theme/frame.html"))?;
    let pages = names()
        .map(|name| Page::read(name, &source(project, name)?))
        .collect::<Result<Vec<_>>>()?;
    replace_folder(&site, |folder| {
        for page in &pages {
            let html = frame
                .replace("{title}", &page.title)
                .replace("{navigation}", &navigation(&pages, page))
                .replace("{content}", &page.html);
            fs::write(folder.join(format!("{}.html", page.name)), html)?;
        }
        let sections: Vec<_> = pages.iter().flat_map(Page::sections).collect();
        fs::write(folder.join("search.json"), json!(sections).to_string())?;
        for file in THEME {
            fs::copy(project.path("www/theme").join(file), folder.join(file))?;
        }
        fs::create_dir(folder.join("bench"))?;
        for file in BENCH {
            fs::copy(
                project.path("www/bench").join(file),
                folder.join("bench").join(file),
            )?;
        }
        fs::copy(project.path("pkg/dist/single.js"), folder.join("single.js"))?;
        copy_folder(&rustdoc(project)?, &folder.join("rust"))?;
        // rustdoc's own help and settings lead to a page of all crates, which it does not make.
        fs::write(folder.join("rust/index.html"), TO_RUST)?;
        copy_folder(&project.path("www/images"), &folder.join("images"))
    })?;
    Ok(site)
}

/// Serves the documentation as it was built, whose page `live` signs in to whatever pool its address names.
pub(crate) fn serve(project: &Project, folder: &Path) -> Result<(Server, String)> {
    let port = free_port()?;
    let mut command = project.command("php");
    command
        .arg("-S")
        .arg(format!("127.0.0.1:{port}"))
        .arg("-t")
        .arg(project.path(SITE));
    let server = Server::start(
        "documentation",
        &mut command,
        &folder.join("docs.log"),
        || status_of(port, "/live.html") == Some(200),
    )?;
    Ok((server, format!("http://localhost:{port}")))
}

/// The crate's own pages, in a folder that knows no other crate and no item of before.
fn rustdoc(project: &Project) -> Result<PathBuf> {
    let target = project.cargo_target().join("site");
    let pages = target.join("doc");
    if pages.exists() {
        fs::remove_dir_all(&pages)?;
    }
    process::run(
        project
            .cargo()
            .args([
                "doc",
                "--package",
                "cognipress",
                "--no-deps",
                "--target-dir",
            ])
            .arg(target),
    )?;
    Ok(pages)
}

/// A page as it was written, with what the code tells in the place of its name.
fn source(project: &Project, name: &str) -> Result<String> {
    let path = project.path("www/pages").join(name).with_extension("md");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(match name {
        "api" => text.replace("{declarations}", &reference::declarations(project)?),
        "engines" => {
            let journeys = fs::read_to_string(project.path("www/engines.md"))?;
            text.replace("{journeys}", journeys.trim_end())
        }
        "errors" => text.replace("{catalogue}", &reference::catalogue(project)?),
        "linking" => {
            let trigger = fs::read_to_string(project.path("www/examples/linking-lambda/index.py"))?;
            text.replace("{linking}", trigger.trim_end())
        }
        "live" => {
            let script = fs::read_to_string(project.path("www/theme/live.js"))?;
            text.replace("{live}", script.trim_end())
        }
        "rust" => {
            let program =
                fs::read_to_string(project.path("www/examples/command-line/src/main.rs"))?;
            text.replace("{command-line}", program.trim_end())
        }
        "speed" => text.replace("{figures}", &figures::tables(project)?),
        _ => text,
    })
}

fn names() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().flat_map(|(_, names)| names.iter().copied())
}

fn navigation(pages: &[Page], current: &Page) -> String {
    let link = |page: &Page| {
        let here = if page.name == current.name {
            r#" aria-current="page""#
        } else {
            ""
        };
        format!(
            "<li><a href=\"{}.html\"{here}>{}</a></li>\n",
            page.name, page.title
        )
    };
    GROUPS
        .iter()
        .map(|(group, names)| {
            let pages = pages.iter().filter(|page| names.contains(&page.name));
            format!(
                "<h2>{group}</h2>\n<ul>\n{}</ul>\n",
                pages.map(link).collect::<String>()
            )
        })
        .collect()
}

/// All but hidden files, which are the tools' own.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_navigation_has_every_page() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/pages");
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let mut pages: Vec<_> = names().map(|name| format!("{name}.md")).collect();
        pages.sort();
        assert_eq!(files, pages);
    }
}
