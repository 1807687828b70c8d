//! The `praman` program.

// A build makes and drops some hundred thousand small texts: a quarter of its time with the allocator of glibc.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    praman::cli::run(std::env::args_os())
}
