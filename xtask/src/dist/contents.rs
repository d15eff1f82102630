//! What was packed, for whoever is about to release it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::list_files;
use crate::process;
use crate::project::Project;

/// A file that was packed: its path, and its size in bytes.
type Entry = (String, u64);

/// Size and hash of an artifact, and how much of it is in which folder.
pub(super) fn tell(project: &Project, artifact: &Path) -> Result<String> {
    let (bytes, entries) = if artifact.is_dir() {
        folder(artifact)?
    } else {
        let bytes = fs::read(artifact)?;
        let is_zip = artifact.extension().is_some_and(|kind| kind == "zip");
        let entries = if is_zip {
            zipped(&bytes)?
        } else {
            tarred(project, artifact)?
        };
        (bytes, entries)
    };
    let name = artifact.file_name().context("no name")?.to_string_lossy();
    let hash: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let size = if artifact.is_dir() {
        entries.iter().map(|(_, size)| size).sum()
    } else {
        u64::try_from(bytes.len())?
    };
    let mut text = format!("{name}: {size} bytes, sha256 {hash}\n");
    let mut folders: BTreeMap<&str, (usize, u64)> = BTreeMap::new();
    for (path, size) in &entries {
        // The site has hundreds of folders: those at its top tell enough.
        let split = if artifact.is_dir() {
            path.split_once('/')
        } else {
            path.rsplit_once('/')
        };
        let folder = split.map_or("", |(folder, _)| folder);
        let (files, sum) = folders.entry(folder).or_default();
        *files += 1;
        *sum += size;
    }
    for (folder, (files, size)) in folders {
        text += &format!("{size:>10} bytes in {files:>3} files  {folder}/\n");
    }
    Ok(text)
}

fn zipped(bytes: &[u8]) -> Result<Vec<Entry>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes))?;
    (0..archive.len())
        .map(|index| {
            let file = archive.by_index(index)?;
            Ok((file.name()?.into_owned(), file.size()))
        })
        .collect()
}

/// `-rw-r--r-- 0/0 1234 1985-10-26 08:15 package/README.md`
fn tarred(project: &Project, artifact: &Path) -> Result<Vec<Entry>> {
    process::read(project.command("tar").arg("-tvzf").arg(artifact))?
        .lines()
        .map(|line| {
            let mut words = line.split_whitespace();
            let size = words.nth(2).context("tar lists otherwise")?.parse()?;
            let path = words.nth(2).context("tar lists otherwise")?;
            Ok((path.to_owned(), size))
        })
        .collect()
}

/// The files of a folder one after the other, each after its name.
fn folder(artifact: &Path) -> Result<(Vec<u8>, Vec<Entry>)> {
    let mut files = Vec::new();
    list_files(artifact, &mut files)?;
    files.sort();
    let (mut bytes, mut entries) = (Vec::new(), Vec::new());
    for file in files {
        let content = fs::read(&file)?;
        let path = file.strip_prefix(artifact)?.to_string_lossy().into_owned();
        bytes.extend_from_slice(path.as_bytes());
        bytes.extend_from_slice(&content);
        entries.push((path, u64::try_from(content.len())?));
    }
    Ok((bytes, entries))
}
