//! What the TypeScript and PHP suites are told about the servers xtask started.

use std::path::Path;
use std::process::Command;

use crate::browser::WebDriver;
use crate::pool::Pool;
use crate::site::Site;

/// `cognito_url` is where the page finds Cognito: the pool itself or a proxy of the tests.
pub(crate) fn tell(command: &mut Command, site: &Site, pool: &Pool, cognito_url: &str) {
    tell_site(command, site);
    tell_cognito(command, &pool.upstream(), pool.facts_file(), cognito_url);
}

pub(crate) fn tell_site(command: &mut Command, site: &Site) {
    command
        .env("COGNIPRESS_SITE_URL", site.url())
        .env("COGNIPRESS_SITE_UPSTREAM", site.upstream())
        .env("COGNIPRESS_SITE_DIR", &site.root);
}

/// `facts_file` is JSON with at least `userPoolId` and `clientId`.
pub(crate) fn tell_cognito(command: &mut Command, upstream: &str, facts_file: &Path, url: &str) {
    command
        .env("COGNIPRESS_COGNITO_URL", url)
        .env("COGNIPRESS_COGNITO_UPSTREAM", upstream)
        .env("COGNIPRESS_USERS", facts_file);
}

pub(crate) fn tell_browser(command: &mut Command, driver: &WebDriver) {
    command
        .env("COGNIPRESS_BROWSER", driver.browser.name())
        .env("COGNIPRESS_WEBDRIVER_URL", driver.url());
}
