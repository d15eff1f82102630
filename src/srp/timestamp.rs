//! `TIMESTAMP`: a date in a form of its own, always English and UTC.

use alloc::string::String;

#[cfg(target_arch = "wasm32")]
pub(crate) use crate::wasm::text::http_date;
use crate::wire::write::fill;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::http_date;

/// `EEE MMM d HH:mm:ss UTC yyyy`, the day without a leading zero:
/// `Mon Nov 2 09:05:07 UTC 2026`.
///
/// `ms` is counted from the epoch. Proleptic Gregorian calendar, up to the year 9999.
pub fn timestamp(ms: u64) -> String {
    let date = http_date(ms);
    let part = |start: usize, end: usize| date.get(start..end).unwrap_or_default();
    let day = part(5, 7);
    fill(
        "% % % % UTC %",
        &[
            part(0, 3),
            part(8, 11),
            day.strip_prefix('0').unwrap_or(day),
            part(17, 25),
            part(12, 16),
        ],
    )
}

/// The page does not load it: there the host's `Date` does the same.
#[cfg(not(target_arch = "wasm32"))]
mod native {
    use alloc::string::String;

    use crate::wire::write::{decimal, fill};

    const MS_PER_DAY: u64 = 86_400_000;

    /// RFC 9110 section 5.6.7: `Mon, 02 Nov 2026 09:05:07 GMT`.
    pub(crate) fn http_date(ms: u64) -> String {
        let (days, seconds) = (ms / MS_PER_DAY, ms % MS_PER_DAY / 1000);
        let (year, month, day) = civil_from_days(days);
        fill(
            "%, % % % %:%:% GMT",
            &[
                // 1970-01-01 was a Thursday.
                three_letters("ThuFriSatSunMonTueWed", days % 7),
                &two_digits(day),
                three_letters("JanFebMarAprMayJunJulAugSepOctNovDec", month - 1),
                &decimal(year),
                &two_digits(seconds / 3600),
                &two_digits(seconds / 60 % 60),
                &two_digits(seconds % 60),
            ],
        )
    }

    fn two_digits(number: u64) -> String {
        String::from(decimal(100 + number).get(1..).unwrap_or_default())
    }

    fn three_letters(names: &'static str, index: u64) -> &'static str {
        let start = usize::try_from(index).unwrap_or_default() * 3;
        names.get(start..start + 3).unwrap_or_default()
    }

    /// Year, month (1–12) and day (1–31) of a day counted from 1970-01-01.
    ///
    /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
    /// `civil_from_days`: years begin in March, so that the leap day is the last.
    fn civil_from_days(days: u64) -> (u64, u64, u64) {
        let days = days + 719_468; // since 0000-03-01
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = era * 400 + year_of_era + u64::from(month <= 2);
        (year, month, day)
    }
}
