//! Both kernels agree with num-bigint.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| kernel_proofs::fuzz::check(input));
