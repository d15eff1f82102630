//! `bench timing`: does the kernel's time depend on secrets?

use anyhow::Result;

use super::drive;
use super::line::Line;
use crate::project::Project;

pub(super) fn measure(project: &Project) -> Result<Vec<Line>> {
    let arguments = ["run", "--quiet", "--release", "--package", "kernel-proofs"];
    drive("bench: timing", project.cargo().args(arguments))
}
