//! The documentation as static pages, in `dist/site`: `www/pages` in the frame of
//! `www/theme`, and what the code itself can tell.

mod page;
mod reference;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use crate::project::{Project, replace_folder};
use page::Page;

/// In the order of the navigation. A name is that of a file in `www/pages`.
const PAGES: [&str; 29] = [
    "index",
    "plugin",
    "sites",
    "calls",
    "sync",
    "migration",
    "theme",
    "snippet",
    "forms",
    "form-plugins",
    "woocommerce",
    "memberpress",
    "elementor",
    "wpforms",
    "formidable",
    "contact-form-7",
    "gravity-forms",
    "webview",
    "cognito",
    "flows",
    "account",
    "sessions",
    "aws",
    "engines",
    "security",
    "migrate-amplify",
    "migrate-identity-js",
    "api",
    "errors",
];

pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    let site = project.path("dist/site");
    let frame = fs::read_to_string(project.path("www/theme/frame.html"))?;
    let pages = PAGES
        .iter()
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
        for file in ["site.css", "site.js", "search.js"] {
            fs::copy(project.path("www/theme").join(file), folder.join(file))?;
        }
        copy_folder(&project.path("www/images"), &folder.join("images"))
    })?;
    Ok(site)
}

/// A page as it was written, with what the code tells in the place of its name.
fn source(project: &Project, name: &str) -> Result<String> {
    let path = project.path("www/pages").join(name).with_extension("md");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(match name {
        "api" => text.replace("{declarations}", &reference::declarations(project)?),
        "errors" => text.replace("{catalogue}", &reference::catalogue(project)?),
        _ => text,
    })
}

fn navigation(pages: &[Page], current: &Page) -> String {
    pages
        .iter()
        .map(|Page { name, title, .. }| {
            let here = if *name == current.name {
                r#" aria-current="page""#
            } else {
                ""
            };
            format!("<li><a href=\"{name}.html\"{here}>{title}</a></li>\n")
        })
        .collect()
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
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
        let mut pages = PAGES.map(|name| format!("{name}.md"));
        pages.sort();
        assert_eq!(files, pages);
    }
}
