//! Programs of the operating system: looked for first, installed by apt where
//! xtask may do that, asked for otherwise.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use anyhow::{Result, bail};

use super::{is_installed, one_at_a_time};
use crate::process;
use crate::report::step;

static LOCK: Mutex<()> = Mutex::new(());

/// A program, or a group of programs, and the Debian packages that bring it.
pub(crate) struct Need {
    name: &'static str,
    is_there: fn() -> bool,
    packages: &'static [&'static str],
}

pub(crate) const CURL: Need = Need {
    name: "curl",
    is_there: || is_installed("curl"),
    packages: &["curl", "ca-certificates"],
};

pub(crate) const PYTHON: Need = Need {
    name: "Python 3 with venv",
    is_there: || succeeds("python3", &["-c", "import ensurepip, venv"]),
    packages: &["python3", "python3-venv"],
};

pub(crate) const PHP: Need = Need {
    name: "PHP with the extensions WordPress uses",
    is_there: || {
        const EXTENSIONS: &str = r#"exit(array_filter(
            ["curl", "dom", "intl", "mbstring", "mysqli", "openssl", "pdo_sqlite", "sodium"],
            fn ($name) => !extension_loaded($name)
        ) ? 1 : 0);"#;
        succeeds("php", &["-r", EXTENSIONS])
    },
    packages: &[
        "php-cli",
        "php-curl",
        "php-intl",
        "php-mbstring",
        "php-mysql",
        "php-sqlite3",
        "php-xml",
    ],
};

pub(crate) const PHPUNIT: Need = Need {
    name: "PHPUnit",
    is_there: || is_installed("phpunit"),
    packages: &["phpunit"],
};

pub(crate) const PHPCS: Need = Need {
    name: "PHP_CodeSniffer",
    is_there: || is_installed("phpcs"),
    packages: &["php-codesniffer"],
};

/// The -core packages start no service.
pub(crate) const MARIADB: Need = Need {
    name: "MariaDB",
    is_there: || mariadbd().is_some() && is_installed("mariadb-install-db"),
    packages: &["mariadb-server-core", "mariadb-client-core"],
};

/// The server's program is in the package of the tools too, which starts no service.
pub(crate) const REDIS: Need = Need {
    name: "Redis",
    is_there: || is_installed("redis-check-rdb") && is_installed("redis-cli"),
    packages: &["redis-tools"],
};

pub(crate) const CHROMIUM: Need = Need {
    name: "Chromium and its driver",
    is_there: || is_installed("chromium") && is_installed("chromedriver"),
    packages: &["chromium", "chromium-driver"],
};

pub(crate) const FIREFOX: Need = Need {
    name: "Firefox",
    is_there: || is_installed("firefox-esr"),
    packages: &["firefox-esr"],
};

pub(crate) const WEBKIT: Need = Need {
    name: "WebKitGTK, its driver and a virtual screen",
    is_there: || is_installed("WebKitWebDriver") && is_installed("Xvfb"),
    packages: &["webkit2gtk-driver", "libwebkit2gtk-4.1-0", "xvfb", "xauth"],
};

pub(crate) const NATIVE_BIGNUMS: Need = Need {
    name: "a C compiler, OpenSSL's and GMP's headers",
    is_there: || {
        const INCLUDES: &str = "#include <gmp.h>\n#include <openssl/bn.h>\n";
        let check = format!("printf '{INCLUDES}' | cc -fsyntax-only -x c -");
        succeeds("sh", &["-c", &check])
    },
    packages: &["gcc", "libc6-dev", "libssl-dev", "libgmp-dev"],
};

/// Debian keeps the server where only root's PATH leads.
pub(crate) fn mariadbd() -> Option<&'static Path> {
    [
        "/usr/sbin/mariadbd",
        "/usr/local/sbin/mariadbd",
        "/opt/homebrew/bin/mariadbd",
    ]
    .map(Path::new)
    .into_iter()
    .find(|program| program.is_file())
}

/// Makes sure of all `needs`, by one run of apt for all that is missing.
pub(crate) fn ensure(needs: &[&Need]) -> Result<()> {
    let _lock = one_at_a_time(&LOCK);
    let missing: Vec<_> = needs.iter().filter(|need| !(need.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = missing.iter().map(|need| need.name).collect();
    let names = names.join(", ");
    let packages: Vec<_> = missing
        .iter()
        .flat_map(|need| need.packages)
        .copied()
        .collect();

    if !is_installed("apt-get") {
        bail!(
            "not found: {names}.\nPlease install them; Debian's packages are: {}",
            packages.join(" ")
        );
    }
    if !rustix::process::geteuid().is_root() {
        bail!(
            "not found: {names}.\nPlease run:\n    sudo apt-get install --no-install-recommends {}",
            packages.join(" ")
        );
    }
    step(&format!("apt: {names}"), || {
        process::run(apt_get().args(["--quiet", "update"]))?;
        process::run(
            apt_get()
                .args(["--quiet", "--yes", "--no-install-recommends", "install"])
                .args(&packages),
        )?;
        match missing.iter().find(|need| !(need.is_there)()) {
            None => Ok(()),
            Some(need) => bail!("apt installed {}, yet it is not found", need.name),
        }
    })
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    process::run(Command::new(program).args(arguments)).is_ok()
}
