//! WordPress itself: wordpress.org's archive where that can be reached, else
//! Debian's package, unpacked without being installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, bail};

use super::{download, one_at_a_time, system};
use crate::process;
use crate::project::{Project, replace_folder};
use crate::report::step;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Version {
    /// The release line the plugin is made for.
    Current,
    /// The line before, as Debian stable carries it.
    Previous,
    /// The oldest line that the plugin works with.
    Oldest,
}

impl Version {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Current => "7.1",
            Self::Previous => "6.8",
            Self::Oldest => "6.1",
        }
    }

    fn release(self) -> &'static str {
        match self {
            Self::Current => "7.1.4",
            Self::Previous => "6.8.7",
            Self::Oldest => "6.1.9",
        }
    }

    /// Debian's suites that carry this line, best first.
    fn debian_suites(self) -> &'static [&'static str] {
        match self {
            Self::Current => &["sid", "trixie", "bookworm"],
            Self::Previous => &["trixie", "bookworm"],
            Self::Oldest => &["bookworm"],
        }
    }
}

/// WordPress, and what Debian has taken out into packages of their own.
const DEBIAN_PACKAGES: [&str; 7] = [
    "wordpress",
    "libjs-cropper",
    "libjs-jquery-ui",
    "libjs-lodash",
    "libjs-underscore",
    "libphp-phpmailer",
    "php-getid3",
];
static LOCK: Mutex<()> = Mutex::new(());

/// The folder of an unconfigured WordPress; copy it, never write into it.
pub(crate) fn ensure_tree(project: &Project, version: Version) -> Result<PathBuf> {
    let _lock = one_at_a_time(&LOCK);
    let tree = project.cache("wordpress").join(version.name());
    if tree.exists() {
        return Ok(tree);
    }
    system::ensure(&[&system::CURL])?;
    step(&format!("WordPress {}", version.name()), || {
        replace_folder(&tree, |folder| {
            let scratch = tempfile::tempdir()?;
            let Err(error) = from_wordpress_org(version, scratch.path(), folder) else {
                return Ok(());
            };
            let mut reasons = vec![format!("wordpress.org: {error:#}")];
            for suite in version.debian_suites() {
                let scratch = tempfile::tempdir()?;
                match from_debian(suite, scratch.path(), folder) {
                    Ok(()) => {
                        eprintln!(
                            "    from Debian {suite}: WordPress {}",
                            installed_version(folder)?
                        );
                        return Ok(());
                    }
                    Err(error) => reasons.push(format!("Debian {suite}: {error:#}")),
                }
            }
            bail!(
                "no source of WordPress can be reached:\n{}",
                reasons.join("\n")
            )
        })
    })?;
    Ok(tree)
}

/// The exact version of an unpacked WordPress.
pub(crate) fn installed_version(tree: &Path) -> Result<String> {
    fs::read_to_string(tree.join("wp-includes/version.php"))?
        .lines()
        .find_map(|line| line.strip_prefix("$wp_version = '")?.strip_suffix("';"))
        .map(str::to_owned)
        .context("wp-includes/version.php names no version")
}

fn from_wordpress_org(version: Version, scratch: &Path, folder: &Path) -> Result<()> {
    let archive = scratch.join("wordpress.zip");
    let url = format!("https://wordpress.org/wordpress-{}.zip", version.release());
    download(&url, &archive)?;
    zip::ZipArchive::new(fs::File::open(archive)?)?.extract(scratch)?;
    copy_following_links(&scratch.join("wordpress"), folder)
}

/// Resolves and downloads through package lists of its own: the machine's apt
/// configuration is neither used nor changed, and root is not needed.
fn from_debian(suite: &str, scratch: &Path, folder: &Path) -> Result<()> {
    let lists = scratch.join("lists");
    let cache = scratch.join("cache");
    fs::create_dir_all(lists.join("partial"))?;
    fs::create_dir_all(cache.join("archives/partial"))?;
    let sources = scratch.join("sources.list");
    fs::write(
        &sources,
        format!(
            "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] \
             http://deb.debian.org/debian {suite} main\n"
        ),
    )?;
    let option = |name: &str, value: &Path| format!("{name}={}", value.display());
    let options = [
        option("Dir::State::Lists", &lists),
        option("Dir::Cache", &cache),
        option("Dir::Etc::SourceList", &sources),
        option("Dir::Etc::SourceParts", Path::new("/dev/null")),
        "Acquire::Languages=none".to_owned(),
        "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false".to_owned(),
        "APT::Sandbox::User=".to_owned(),
    ];
    let apt_get = |arguments: &[&str]| {
        let mut command = std::process::Command::new("apt-get");
        command.current_dir(scratch).arg("--quiet");
        for option in &options {
            command.arg("--option").arg(option);
        }
        command.args(arguments);
        command
    };
    process::run(&mut apt_get(&["update", "--error-on=any"]))?;
    // Without its theme the front page is an error.
    let theme = match suite {
        "bookworm" => "wordpress-theme-twentytwentythree",
        _ => "wordpress-theme-twentytwentyfive",
    };
    process::run(apt_get(&["download"]).args(DEBIAN_PACKAGES).arg(theme))?;

    let unpacked = scratch.join("unpacked");
    for entry in fs::read_dir(scratch)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "deb") {
            process::run(
                std::process::Command::new("dpkg")
                    .arg("-x")
                    .arg(path)
                    .arg(&unpacked),
            )?;
        }
    }
    let wordpress = unpacked.join("usr/share/wordpress");
    // Debian's own configuration; both lead to /etc/wordpress.
    fs::remove_file(wordpress.join("wp-config.php"))?;
    fs::remove_file(wordpress.join(".htaccess"))?;
    copy_following_links(&wordpress, folder)
}

fn copy_following_links(from: &Path, to: &Path) -> Result<()> {
    process::run(
        std::process::Command::new("cp")
            .arg("-rL")
            .arg(from.join("."))
            .arg(to),
    )?;
    Ok(())
}
