//! `timing [samples]`: see [`kernel_proofs::timing`].

fn main() -> Result<(), std::num::ParseIntError> {
    let samples = std::env::args().nth(1);
    kernel_proofs::timing::compare(samples.map_or(Ok(1_000_000), |samples| samples.parse())?);
    Ok(())
}
