//! `cargo xtask dist`: the npm tarball, the plugin's archive and the site, the same
//! bytes for the same source.

mod contents;
mod release;

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::build::{self, licences};
use crate::docs;
use crate::process;
use crate::project::Project;
use crate::report::step;

const PLUGIN: &str = "wordpress/cognipress";

/// With `--release` only what is ready to be published.
pub(crate) fn run(project: &Project, mut arguments: lexopt::Parser) -> Result<()> {
    let mut is_release = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("release") => is_release = true,
            _ => return Err(argument.unexpected().into()),
        }
    }
    release::check_version(project)?;
    let open = release::open_points(project)?;
    ensure!(
        !is_release || open.is_empty(),
        "not ready for a release:\n{}",
        open.join("\n")
    );
    build::run(project)?;
    let tarball = step("dist: npm tarball", || npm_tarball(project))?;
    let archive = step("dist: plugin archive", || plugin_archive(project))?;
    let site = step("dist: site", || docs::build(project))?;
    let made = [tarball, archive, site];
    for file in &made {
        println!("{}", file.display());
    }
    for file in &made {
        println!("\n{}", contents::tell(project, file)?.trim_end());
    }
    for point in open {
        println!("\nBefore a release: {point}");
    }
    Ok(())
}

/// Packs the npm package as it was built; `build::run` comes first.
pub(crate) fn npm_tarball(project: &Project) -> Result<PathBuf> {
    let folder = folder(project)?;
    let name = process::read(
        project
            .command("npm")
            .args(["pack", "./pkg", "--silent", "--pack-destination"])
            .arg(&folder),
    )?;
    Ok(folder.join(name.trim_end()))
}

/// Packs the plugin as it was built; `build::run` comes first.
pub(crate) fn plugin_archive(project: &Project) -> Result<PathBuf> {
    let plugin = project.path(PLUGIN);
    let mut files = Vec::new();
    list_files(&plugin, &mut files)?;
    files.retain(|file| !file.starts_with(plugin.join("tests")));
    files.sort();

    let target = folder(project)?;
    let mut archive = tempfile::Builder::new()
        .permissions(Permissions::from_mode(0o644))
        .tempfile_in(&target)?;
    let mut writer = ZipWriter::new(archive.as_file_mut());
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    for file in files {
        let name = file.strip_prefix(&plugin)?;
        let name = name.to_str().context("a file name is not valid UTF-8")?;
        writer.start_file(format!("cognipress/{name}"), options)?;
        writer.write_all(&fs::read(&file)?)?;
    }
    writer.start_file(format!("cognipress/{}", licences::FILE), options)?;
    writer.write_all(licences::text(project)?.as_bytes())?;
    writer.finish()?;
    // Whole or not at all: suites that run side by side pack it and unpack it.
    let name = target.join(format!("cognipress-{}.zip", build::version()));
    archive.persist(&name)?;
    Ok(name)
}

fn folder(project: &Project) -> Result<PathBuf> {
    let folder = project.path("dist");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// All files but hidden ones, which are the tools' own.
fn list_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            list_files(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
