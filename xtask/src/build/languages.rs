//! What `languages/*.po` says in other languages: for WordPress, and for the npm package.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use polib::catalog::Catalog;
use polib::{mo_file, po_file};

use crate::process;
use crate::project::Project;

const FOLDER: &str = "wordpress/cognipress/languages";

/// The `.mo` file beside each `.po` file, which WordPress reads.
pub(super) fn plugin(project: &Project) -> Result<()> {
    for (po, catalog) in catalogs(project)? {
        // Whole or not at all: a site may be reading it.
        let scratch = tempfile::tempdir_in(project.path("target"))?;
        let mo = scratch.path().join("mo");
        mo_file::write(&catalog, &mo)?;
        point_at_hash_table(&mo)?;
        fs::rename(mo, po.with_extension("mo"))?;
    }
    Ok(())
}

/// WordPress before 6.5 measures the table of translations by where the hash table begins, though
/// that is empty and polib says 0. Layout: GNU gettext manual, "The Format of GNU MO Files".
fn point_at_hash_table(mo: &Path) -> Result<()> {
    const HEADER: u32 = 28;
    let mut file = File::options().read(true).write(true).open(mo)?;
    let mut strings = [0; 4];
    file.seek(SeekFrom::Start(8))?;
    file.read_exact(&mut strings)?;
    let both_tables = 2 * 8 * u32::from_ne_bytes(strings);
    file.seek(SeekFrom::Start(24))?;
    file.write_all(&(HEADER + both_tables).to_ne_bytes())?;
    Ok(())
}

/// `texts/de.js`: js/texts.ts in German.
pub(super) fn package(project: &Project, scripts: &Path) -> Result<()> {
    let english = texts(project)?;
    let folder = scripts.join("texts");
    fs::create_dir_all(&folder)?;
    for (po, catalog) in catalogs(project)? {
        let texts: BTreeMap<_, _> = english
            .iter()
            .map(|(key, text)| (key, translate(&catalog, text)))
            .collect();
        let script = format!(
            "export const texts = {};\n",
            serde_json::to_string_pretty(&texts)?
        );
        fs::write(folder.join(format!("{}.js", language(&po)?)), script)?;
    }
    Ok(())
}

/// As it is in English where a translation is missing.
fn translate<'a>(catalog: &'a Catalog, text: &'a str) -> &'a str {
    catalog
        .find_message(None, text, None)
        .and_then(|message| message.msgstr().ok())
        .filter(|translation| !translation.is_empty())
        .unwrap_or(text)
}

fn texts(project: &Project) -> Result<BTreeMap<String, String>> {
    const PRINT: &str =
        "import { texts } from './js/texts.ts'; console.log(JSON.stringify(texts));";
    let printed = process::read(project.command("node").args([
        "--import",
        "tsx",
        "--input-type=module",
        "--eval",
        PRINT,
    ]))?;
    Ok(serde_json::from_str(&printed)?)
}

fn catalogs(project: &Project) -> Result<Vec<(PathBuf, Catalog)>> {
    let mut catalogs = Vec::new();
    for entry in fs::read_dir(project.path(FOLDER))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "po") {
            let catalog = po_file::parse(&path)
                .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
            catalogs.push((path, catalog));
        }
    }
    Ok(catalogs)
}

/// `de` of `cognipress-de_DE.po`.
fn language(po: &Path) -> Result<&str> {
    po.file_stem()
        .and_then(|name| {
            name.to_str()?
                .strip_prefix("cognipress-")?
                .split('_')
                .next()
        })
        .with_context(|| format!("{} is not called cognipress-LOCALE.po", po.display()))
}
