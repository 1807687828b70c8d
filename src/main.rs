//! The `praman` program.

fn main() -> std::process::ExitCode {
    praman::cli::run(std::env::args_os())
}
