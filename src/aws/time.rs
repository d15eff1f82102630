//! Times as AWS writes them: `20150830T123600Z`.

use alloc::string::String;

use crate::srp::timestamp::http_date;
use crate::wire::write::{decimal, fill};

const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// ISO 8601's basic form, in UTC, of milliseconds since the epoch, up to the year 9999.
pub fn basic(ms: u64) -> String {
    let date = http_date(ms);
    let part = |start: usize, end: usize| date.get(start..end).unwrap_or_default();
    let left = after(MONTHS, part(8, 11)).unwrap_or_default().len() / 3;
    let month = decimal(112 - u64::try_from(left).unwrap_or_default());
    fill(
        "%%%T%%%Z",
        &[
            part(12, 16),
            month.get(1..).unwrap_or_default(),
            part(5, 7),
            part(17, 19),
            part(20, 22),
            part(23, 25),
        ],
    )
}

/// What AWS says its time is, in milliseconds since the epoch, where it refuses a request for
/// another one: S3 in `<ServerTime>2015-08-30T12:36:00Z<`, everybody else in
/// `Signature expired: … (20150830T123600Z - 5 min.)`.
pub fn told(refusal: &[u8]) -> Option<u64> {
    let text = after(refusal, "<ServerTime>").or_else(|| after(refusal, "Z ("))?;
    let time = text.iter().take_while(|byte| **byte != b'Z');
    let mut digits = time.filter(|byte| byte.is_ascii_digit());
    let mut number = |length: usize| {
        let digits = digits.by_ref().take(length);
        digits.fold(0, |number, digit| 10 * number + u64::from(digit - b'0'))
    };
    let days = days_from_civil(number(4), number(2), number(2))?;
    let seconds = (number(2) * 60 + number(2)) * 60 + number(2);
    Some(1000 * (days * 86_400 + seconds))
}

/// What follows on the first `mark`.
pub(super) fn after<'a>(text: &'a [u8], mark: &str) -> Option<&'a [u8]> {
    let mut windows = text.windows(mark.len());
    let at = windows.position(|window| window == mark.as_bytes())?;
    text.get(at + mark.len()..)
}

/// Days since 1970-01-01 of a year from then on, a month (1–12) and a day (1–31).
///
/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`: years begin
/// in March, so that the leap day is the last.
fn days_from_civil(year: u64, month: u64, day: u64) -> Option<u64> {
    let year = year.checked_sub(u64::from(month <= 2))?;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day.checked_sub(1)?;
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era).checked_sub(719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_the_basic_form() {
        assert_eq!(basic(1_440_938_160_000), "20150830T123600Z");
        assert_eq!(basic(951_782_400_999), "20000229T000000Z");
    }

    #[test]
    fn what_a_refusal_tells_is_what_was_written() {
        for ms in (0..4_000_000_000_000).step_by(86_399_000 * 77) {
            let said = fill(
                "Signature expired: 20010101T000000Z is now earlier than 20010102T000000Z (% - 5 min.)",
                &[&basic(ms)],
            );
            assert_eq!(told(said.as_bytes()), Some(ms / 1000 * 1000), "{said}");
        }
        let s3 = b"<Code>RequestTimeTooSkewed</Code><RequestTime>20150829T123600Z</RequestTime>\
            <ServerTime>2015-08-30T12:36:00Z</ServerTime>";
        assert_eq!(told(s3), Some(1_440_938_160_000));
        assert_eq!(told(b"AccessDenied"), None);
        assert_eq!(told(b"<ServerTime></ServerTime>"), None);
    }
}
