//! The `praman` program.

fn main() {}
