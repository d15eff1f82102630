//! Journey × engine, as node's `spec` reports tell them.

use std::collections::BTreeMap;
use std::fmt::{Display, Formatter, Result};

#[derive(Default)]
pub(super) struct Table {
    columns: Vec<String>,
    /// In the order of the first report.
    journeys: Vec<String>,
    /// By journey and column.
    marks: BTreeMap<(String, String), String>,
    /// Why something is not run: the gaps, each with the number that stands in its cells.
    gaps: Vec<String>,
}

impl Table {
    /// Adds the column of one report.
    pub(super) fn add(&mut self, column: &str, report: &str) {
        self.columns.push(column.to_owned());
        // After its sums the report names what has failed once more.
        for line in report.lines().take_while(|line| !line.starts_with("ℹ ")) {
            let Some((journey, mark)) = self.read(line) else {
                continue;
            };
            if !self.journeys.contains(&journey) {
                self.journeys.push(journey.clone());
            }
            self.marks.insert((journey, column.to_owned()), mark);
        }
    }

    /// `✔ journey (5.1ms)`, `✖ journey (5.1ms)` or `﹣ journey (0.2ms) # why not`.
    fn read(&mut self, line: &str) -> Option<(String, String)> {
        let (sign, rest) = line.split_once(' ')?;
        let (journey, end) = rest.rsplit_once(" (")?;
        let mark = match sign {
            "✔" => "ok".to_owned(),
            "✖" => "FAILED".to_owned(),
            "﹣" => {
                let reason = end.split_once("# ").map_or("skipped", |(_, reason)| reason);
                let known = self.gaps.iter().position(|gap| gap == reason);
                let index = known.unwrap_or_else(|| {
                    self.gaps.push(reason.to_owned());
                    self.gaps.len() - 1
                });
                format!("— ({})", index + 1)
            }
            _ => return None,
        };
        Some((journey.to_owned(), mark))
    }
}

/// As Markdown.
impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "| Journey | {} |", self.columns.join(" | "))?;
        writeln!(f, "|---|{}", "---|".repeat(self.columns.len()))?;
        for journey in &self.journeys {
            write!(f, "| {journey} |")?;
            for column in &self.columns {
                let mark = self.marks.get(&(journey.clone(), column.clone()));
                write!(f, " {} |", mark.map_or("not run", String::as_str))?;
            }
            writeln!(f)?;
        }
        writeln!(f)?;
        for (index, reason) in self.gaps.iter().enumerate() {
            writeln!(f, "{}. {reason}", index + 1)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_journey_has_a_mark_in_every_column_and_every_gap_a_reason() {
        let mut table = Table::default();
        table.add(
            "one",
            "✔ signs in (once) (5.1ms)\n✖ signs out (7ms)\nℹ tests 2\n✖ signs out (7ms)\n",
        );
        table.add(
            "other",
            "﹣ signs in (once) (0.2ms) # no keyboard\n✔ reads (1ms)\nℹ tests 2\n",
        );
        assert_eq!(
            table.to_string(),
            "| Journey | one | other |\n|---|---|---|\n\
             | signs in (once) | ok | — (1) |\n\
             | signs out | FAILED | not run |\n\
             | reads | not run | ok |\n\n\
             1. no keyboard\n"
        );
    }
}
