//! `TIMESTAMP` against dates that were counted in another way.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions
)]

use cognipress::srp::timestamp::timestamp;
use proptest::prelude::*;

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [(&str, u64); 12] = [
    ("Jan", 31),
    ("Feb", 28),
    ("Mar", 31),
    ("Apr", 30),
    ("May", 31),
    ("Jun", 30),
    ("Jul", 31),
    ("Aug", 31),
    ("Sep", 30),
    ("Oct", 31),
    ("Nov", 30),
    ("Dec", 31),
];

fn is_leap(year: u64) -> bool {
    let divisible = |divisor| year.is_multiple_of(divisor);
    divisible(4) && (!divisible(100) || divisible(400))
}

/// Day by day from 1970 on: slow, and with nothing in it that `src/` has.
fn every_day(until_year: u64) -> impl Iterator<Item = (u64, String, u64)> {
    let mut day_number = 0;
    (1970..until_year).flat_map(move |year| {
        let mut days = Vec::new();
        for (month, length) in MONTHS {
            let length = length + u64::from(month == "Feb" && is_leap(year));
            for day in 1..=length {
                let weekday = WEEKDAYS[(day_number as usize + 3) % 7];
                days.push((day_number, format!("{weekday} {month} {day}"), year));
                day_number += 1;
            }
        }
        days
    })
}

#[test]
fn every_day_at_midnight_and_a_second_before() {
    let mut days = 0;
    for (day_number, date, year) in every_day(2401) {
        let midnight = day_number * 86_400_000;
        assert_eq!(timestamp(midnight), format!("{date} 00:00:00 UTC {year}"));
        assert_eq!(
            timestamp(midnight + 86_399_999),
            format!("{date} 23:59:59 UTC {year}")
        );
        days += 1;
    }
    assert_eq!(days, 157_420, "431 years, 105 of them leap years");
}

#[test]
fn dates_that_anyone_can_look_up() {
    for (ms, text) in [
        (0, "Thu Jan 1 00:00:00 UTC 1970"),
        (951_782_400_000, "Tue Feb 29 00:00:00 UTC 2000"),
        (1_531_220_460_000, "Tue Jul 10 11:01:00 UTC 2018"),
        (1_632_897_648_000, "Wed Sep 29 06:40:48 UTC 2021"),
        (1_793_610_307_999, "Mon Nov 2 09:05:07 UTC 2026"),
        (4_107_542_400_000, "Mon Mar 1 00:00:00 UTC 2100"),
    ] {
        assert_eq!(timestamp(ms), text);
    }
}

proptest! {
    #[test]
    fn any_time_has_a_text(ms in any::<u64>()) {
        prop_assert!(timestamp(ms).contains(" UTC"));
    }

    #[test]
    fn hours_minutes_and_seconds(second in 0..86_400u64, ms in 0..1000u64) {
        let clock = format!("Thu Jan 1 {:02}:{:02}:{:02} UTC 1970", second / 3600, second / 60 % 60, second % 60);
        prop_assert_eq!(timestamp(second * 1000 + ms), clock);
    }
}
