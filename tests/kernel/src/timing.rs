//! Does the kernel's time depend on secrets? Welch's t-test between two classes of them, after
//! Reparaz, Balasch and Verbauwhede, "Dude, is my code constant time?" (DATE 2017).
//!
//! |t| < 4.5 gives no evidence of a dependence. Each operation stands beside one that depends
//! on the same secrets, and must be seen to.
//!
//! The machine is noisy: a coin decides the class of each sample, so that other programs disturb
//! both alike, and the test is also made over the samples below several quantiles alone, where
//! no interrupt can hide a leak. The largest |t| of all these counts.
//!
//! What runs here is the scalar implementation, natively; `kernel.test.ts` traces both as wasm.

use std::hint::black_box;
use std::sync::LazyLock;
use std::time::Instant;

use num_bigint::BigUint;

use crate::kernel::checks::Random;
use crate::kernel::constants::BYTES;
use crate::kernel::residue::{Element, Residue};
use crate::kernel::scalar::Limbs;
use crate::leaky;

type Value = Residue<Limbs>;

struct Secret {
    number: [u8; BYTES],
    exponent: [u8; 32],
}

/// What is timed; the value is that of the secret's number.
type Operation = fn(&Value, &Secret);

struct Comparison {
    name: &'static str,
    /// Makes a random secret one of the first or the second class.
    choose: fn(&mut Secret, bool),
    kernel: Operation,
    leaky: Operation,
}

/// The entries that [`Element::select`] chooses from.
static TABLE: LazyLock<[Limbs; 32]> = LazyLock::new(|| {
    let mut random = Random(0);
    std::array::from_fn(|_| {
        let mut entry = Limbs::ZERO;
        entry.read(&random.bytes());
        entry
    })
});

fn index(secret: &Secret) -> usize {
    usize::from(secret.exponent[0] % 32)
}

/// Zero or a random operand, index and exponent; an exponent of few or of many bits.
///
/// An exponent of two bytes is short enough for many samples, and goes through all code.
const COMPARISONS: [Comparison; 4] = [
    Comparison {
        name: "operand-zero",
        choose: |secret, zero| {
            if zero {
                secret.number = [0; BYTES];
            }
        },
        kernel: |value, _| {
            black_box(value.mul(value).sub(value).to_be_bytes());
        },
        leaky: |_, secret| {
            let number = BigUint::from_bytes_be(&secret.number);
            black_box(&number * &number);
        },
    },
    Comparison {
        name: "index-zero",
        choose: |secret, zero| {
            if zero {
                secret.exponent = [0; 32];
            }
        },
        kernel: |_, secret| {
            let mut entry = Limbs::ZERO;
            entry.select(&*TABLE, index(secret) as u32);
            black_box(entry);
        },
        leaky: |_, secret| {
            for entry in TABLE.iter().take(1 + index(secret)) {
                black_box(entry.clone());
            }
        },
    },
    Comparison {
        name: "exponent-zero",
        choose: |secret, zero| {
            if zero {
                secret.exponent = [0; 32];
            }
        },
        kernel: |value, secret| {
            black_box(value.pow(&secret.exponent[..2]));
        },
        leaky: |value, secret| {
            black_box(leaky::pow_by_branches(value, &secret.exponent[..2]));
        },
    },
    Comparison {
        name: "generator-weight",
        choose: |secret, light| secret.exponent = if light { [0x01; 32] } else { [0xfe; 32] },
        kernel: |_, secret| {
            black_box(Value::generator_pow(&secret.exponent));
        },
        leaky: |value, secret| {
            black_box(leaky::pow_by_branches(value, &secret.exponent[..2]));
        },
    },
];

/// How many secrets are made before the operation runs on each.
const BATCH: usize = 1000;

/// Samples of the first batch that are faster than each crop.
const CROPS: [usize; 6] = [200, 500, 800, 950, 990, BATCH];

/// Number, mean and sum of squared distances of what came in (Welford).
#[derive(Clone, Copy, Default)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, sample: f64) {
        self.count += 1.0;
        let distance = sample - self.mean;
        self.mean += distance / self.count;
        self.squares += distance * (sample - self.mean);
    }

    /// The variance of the mean.
    fn error(&self) -> f64 {
        self.squares / (self.count - 1.0) / self.count
    }
}

/// Welch's |t| of two classes.
fn welch([a, b]: &[Moments; 2]) -> f64 {
    ((a.mean - b.mean) / (a.error() + b.error()).sqrt()).abs()
}

/// Nanoseconds of an operation on random secrets, with their class.
fn batch(
    random: &mut Random,
    choose: fn(&mut Secret, bool),
    operation: Operation,
) -> Vec<(usize, f64)> {
    let secrets: Vec<_> = (0..BATCH)
        .map(|_| {
            let [coin] = random.bytes();
            let mut secret = Secret {
                number: random.bytes(),
                exponent: random.bytes(),
            };
            choose(&mut secret, coin < 128);
            (
                usize::from(coin < 128),
                Value::from_be_bytes(&secret.number),
                secret,
            )
        })
        .collect();
    secrets
        .iter()
        .map(|(class, value, secret)| {
            let start = Instant::now();
            operation(black_box(value), black_box(secret));
            (*class, start.elapsed().as_secs_f64() * 1e9)
        })
        .collect()
}

/// The largest |t| over all crops.
fn largest_t(samples: usize, choose: fn(&mut Secret, bool), operation: Operation) -> f64 {
    let mut random = Random(1);
    let mut times: Vec<_> = batch(&mut random, choose, operation)
        .into_iter()
        .map(|(_, time)| time)
        .collect();
    times.sort_by(f64::total_cmp);
    let mut crops = CROPS.map(|rank| {
        let limit = times.get(rank).copied().unwrap_or(f64::INFINITY);
        (limit, [Moments::default(); 2])
    });
    for _ in 0..samples.div_ceil(BATCH) {
        for (class, time) in batch(&mut random, choose, operation) {
            for (limit, classes) in &mut crops {
                if time < *limit {
                    classes[class].add(time);
                }
            }
        }
    }
    // A crop that leaves nothing of a class has no t.
    crops
        .iter()
        .map(|(_, classes)| welch(classes))
        .fold(0.0, f64::max)
}

/// Compares all and prints a line of JSON each.
pub fn compare(samples: usize) {
    for Comparison {
        name,
        choose,
        kernel,
        leaky,
    } in COMPARISONS
    {
        let t = largest_t(samples, choose, kernel);
        // A hundredth of the samples shows the leak.
        let leaky_t = largest_t(samples / 100, choose, leaky);
        println!(
            r#"{{"name":"timing.{name}","value":{t:.2},"unit":"t","peer":"leaky","peerValue":{leaky_t:.2}}}"#
        );
    }
}
