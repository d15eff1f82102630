//! How many tests ran, as their runners say it.

use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) skipped: usize,
}

impl Count {
    pub(super) const PASSED: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    pub(super) const FAILED: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };

    pub(super) fn all(self) -> usize {
        self.passed + self.failed + self.skipped
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            passed,
            failed,
            skipped,
        } = self;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

/// `test result: ok. 5 passed; 0 failed; 1 ignored; …`, one line for each test program.
pub(super) fn cargo(output: &str) -> Count {
    let mut count = Count::default();
    for line in output
        .lines()
        .filter(|line| line.starts_with("test result: "))
    {
        count += Count {
            passed: number_before(line, " passed"),
            failed: number_before(line, " failed"),
            skipped: number_before(line, " ignored"),
        };
    }
    count
}

/// The end of node's `spec` report: `ℹ pass 5`, `ℹ fail 0`, …
pub(super) fn node(output: &str) -> Count {
    let number = |name: &str| -> usize {
        output
            .lines()
            .filter_map(|line| {
                line.strip_prefix("ℹ ")?
                    .strip_prefix(name)?
                    .trim()
                    .parse()
                    .ok()
            })
            .next_back()
            .unwrap_or(0)
    };
    Count {
        passed: number("pass "),
        failed: number("fail ") + number("cancelled "),
        skipped: number("skipped ") + number("todo "),
    }
}

/// `OK (12 tests, 34 assertions)`, or `Tests: 12, Assertions: 34, Errors: 1, Failures: 2, Skipped: 3.`
pub(super) fn phpunit(output: &str) -> Count {
    let mut count = Count::default();
    for line in output.lines() {
        if line.starts_with("OK (") {
            count.passed = number_before(line, " test");
        } else if line.starts_with("Tests: ") {
            count.failed = number_after(line, "Errors: ")
                + number_after(line, "Failures: ")
                + number_after(line, "Warnings: ")
                + number_after(line, "Risky: ");
            count.skipped = number_after(line, "Skipped: ") + number_after(line, "Incomplete: ");
            count.passed =
                number_after(line, "Tests: ").saturating_sub(count.failed + count.skipped);
        }
    }
    count
}

/// What the three runners tell of failures at their end; all that was printed, where none has come
/// so far.
pub(super) fn failures(output: &str) -> &str {
    let heads = [
        "\n✖ failing tests:",
        "\nfailures:",
        "\nThere was ",
        "\nThere were ",
    ];
    let first = heads.iter().filter_map(|head| output.find(head)).min();
    first.map_or(output, |at| &output[at + 1..])
}

fn number_before(line: &str, word: &str) -> usize {
    line.split_once(word)
        .and_then(|(before, _)| before.rsplit([' ', '(']).next()?.parse().ok())
        .unwrap_or(0)
}

fn number_after(line: &str, word: &str) -> usize {
    line.split_once(word)
        .and_then(|(_, after)| after.split([',', '.']).next()?.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn count(passed: usize, failed: usize, skipped: usize) -> Count {
        Count {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn every_program_of_cargo_test_counts() {
        let output = "running 6 tests\n\
            test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s\n\
            test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(cargo(output), count(15, 2, 1));
    }

    #[test]
    fn nodes_summary_counts() {
        let output = "✔ a (1ms)\nℹ tests 9\nℹ suites 0\nℹ pass 5\nℹ fail 1\nℹ cancelled 1\n\
            ℹ skipped 1\nℹ todo 1\nℹ duration_ms 70.3\n";
        assert_eq!(node(output), count(5, 2, 2));
    }

    #[test]
    fn phpunits_summary_counts() {
        assert_eq!(
            phpunit("....\n\nOK (12 tests, 34 assertions)\n"),
            count(12, 0, 0)
        );
        assert_eq!(phpunit("OK (1 test, 1 assertion)\n"), count(1, 0, 0));
        assert_eq!(
            phpunit("FAILURES!\nTests: 12, Assertions: 34, Errors: 1, Failures: 2, Skipped: 3.\n"),
            count(6, 3, 3)
        );
        assert_eq!(
            phpunit(
                "OK, but incomplete, skipped, or risky tests!\nTests: 3, Assertions: 2, Skipped: 1.\n"
            ),
            count(2, 0, 1)
        );
    }

    #[test]
    fn what_failed_is_told_again() {
        for end in [
            "failures:\n\n---- a stdout ----\n",
            "✖ failing tests:\n\n✖ a\n",
            "There were 2 errors:\n\n1) A::a\n\n--\n\nThere was 1 failure:\n\n1) A::b\n",
        ] {
            assert_eq!(failures(&format!("…\n{end}")), end);
        }
        assert_eq!(failures("Killed\n"), "Killed\n");
    }

    #[test]
    fn silence_is_no_test() {
        assert_eq!([cargo(""), node(""), phpunit("")], [Count::default(); 3]);
    }
}
